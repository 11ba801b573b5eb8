//! The figures that demand and staff are drawn from, each with its source.

/// Shares in thousandths of lengths in minutes.
pub(crate) type Mix = &'static [(i64, u32)];

/// Visit lengths in Northern Ireland: up to 15, 16 to 30 and over 30 minutes are 32, 54 and 14 %, mean 29.9
/// (Department of Health NI 2023); how the last band splits is an assumption fitted to the mean.
pub(crate) const NI: Mix = &[(15, 320), (30, 540), (45, 40), (60, 60), (90, 30), (120, 10)];

/// Visit lengths in England: 10 % up to 15 and 73 % up to 30 minutes (UKHCA 2012); 45 against 60 is assumed.
pub(crate) const ENGLAND: Mix = &[(15, 100), (30, 630), (45, 150), (60, 120)];

/// Visit lengths of self-employed microproviders: an assumption.
pub(crate) const MICRO: Mix = &[(30, 150), (45, 100), (60, 450), (90, 150), (120, 150)];

/// Clients with 1, 2, 3 and 4 calls a day, in thousandths: fitted to 25.4 visits a client and week
/// (Department of Health NI).
pub(crate) const CALLS_A_DAY: [u32; 4] = [100, 150, 200, 550];

/// The same for a neighbourhood nursing team of 7 visits a client and week: an assumption.
pub(crate) const CALLS_A_DAY_TEAM: [u32; 4] = [800, 160, 40, 0];

/// Visits a week of a microprovider's client, from 1 to 7, in thousandths: fitted to 3.3 visits (2,000 visits for
/// 600 clients).
pub(crate) const MICRO_VISITS_A_WEEK: [u32; 7] = [160, 240, 220, 130, 150, 40, 60];

/// A part of the day in which calls come: first and last usual start, and the start and spread that most prefer,
/// in minutes after midnight.
pub(crate) struct Band {
    /// The word for the call.
    pub(crate) call: &'static str,
    /// First usual start.
    pub(crate) first: i64,
    /// Last usual start.
    pub(crate) last: i64,
    /// Where preferred starts gather.
    pub(crate) peak: i64,
    /// How far most of them lie from the peak.
    pub(crate) spread: i64,
}

/// Morning, lunch, tea and bed, as indexed by the constants below. Slots 7:00 to 10:30 and 11:30 to 14:30: Southwark;
/// peaks near 8:25, 12:27 and in the evening: a software house's sample day; edges of tea and bed are assumed. The
/// fifth is for shopping and company at times that suit.
pub(crate) const BANDS: [Band; 5] = [
    Band { call: "morning", first: 420, last: 630, peak: 505, spread: 45 },
    Band { call: "lunch", first: 690, last: 870, peak: 750, spread: 35 },
    Band { call: "tea", first: 960, last: 1080, peak: 1020, spread: 30 },
    Band { call: "bed", first: 1140, last: 1320, peak: 1210, spread: 40 },
    Band { call: "day", first: 600, last: 960, peak: 810, spread: 100 },
];

/// Index of the morning's band.
pub(crate) const MORNING: usize = 0;
/// Index of lunch.
pub(crate) const LUNCH: usize = 1;
/// Index of tea.
pub(crate) const TEA: usize = 2;
/// Index of bedtime.
pub(crate) const BED: usize = 3;
/// Index of the free part of the day.
pub(crate) const DAY: usize = 4;

/// How far a time-critical visit may start from its time, in minutes: an assumption.
pub(crate) const HALF_WINDOW_CRITICAL: i64 = 15;
/// How far a usual visit may: Southwark counts later ones as late.
pub(crate) const HALF_WINDOW_NORMAL: i64 = 30;
/// How far a flexible visit may: runs of Cordia (Glasgow) used it.
pub(crate) const HALF_WINDOW_FLEXIBLE: i64 = 90;
/// Calls that are time-critical, in thousandths: an assumption, no figure was found.
pub(crate) const TIME_CRITICAL: u32 = 150;
/// Clients who only want women, in thousandths: an assumption; the right exists (Regulation 10 guidance).
pub(crate) const FEMALE_ONLY: u32 = 200;
/// Carers who are women, in thousandths: commonly quoted from Skills for Care, not looked up.
pub(crate) const FEMALE_CARERS: u32 = 840;

/// Zero hours, 16 to 24 hours guaranteed, full time (30 to 38 hours) and agency, in thousandths: 43 % zero hours is
/// Skills for Care quoted by a provider; how the rest splits is assumed.
pub(crate) const CONTRACTS: [u32; 4] = [430, 300, 220, 50];

/// Least rest between one day's work and the next, in minutes (Working Time Regulations 1998).
pub(crate) const DAILY_REST: i64 = 660;
/// Work after which a break is due, in minutes (the same).
pub(crate) const BREAK_AFTER: i64 = 360;
/// The break's least length, in minutes (the same).
pub(crate) const BREAK: i64 = 20;
/// Most work in a week, in minutes: 48 hours (the same; there an average).
pub(crate) const WEEK_MOST: i64 = 48 * 60;

/// Weeks of history before the horizon.
pub(crate) const HISTORY_WEEKS: i64 = 4;

/// Speed in metres an hour, minutes at each stop and detour in thousandths of one way to get about. Car speeds and the
/// detour are assumptions that give about the 3 miles a visit of UKHCA 2018; the other modes are the format's defaults.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Speed {
    /// Metres an hour.
    pub(crate) metres_per_hour: i64,
    /// Minutes added to each leg.
    pub(crate) stop_minutes: i64,
}

/// By car in a city.
pub(crate) const CAR_URBAN: Speed = Speed { metres_per_hour: 22_000, stop_minutes: 2 };
/// By car in and around towns.
pub(crate) const CAR_TOWN: Speed = Speed { metres_per_hour: 30_000, stop_minutes: 2 };
/// By car in the country.
pub(crate) const CAR_RURAL: Speed = Speed { metres_per_hour: 48_000, stop_minutes: 3 };
/// On foot.
pub(crate) const WALK: Speed = Speed { metres_per_hour: 4_500, stop_minutes: 1 };
/// By bicycle.
pub(crate) const BICYCLE: Speed = Speed { metres_per_hour: 14_000, stop_minutes: 1 };
/// By bus.
pub(crate) const BUS: Speed = Speed { metres_per_hour: 15_000, stop_minutes: 6 };
/// Road distance for each thousand of straight distance.
pub(crate) const DETOUR_PERMILLE: i64 = 1300;
