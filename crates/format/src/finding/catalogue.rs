//! The catalogue of finding codes: each one's number, title, usual cause and remedy.

use std::fmt;

/// Whether an input can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It can't.
    Error,
    /// It can, but something is odd.
    Warning,
}

/// What the catalogue says of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeInfo {
    /// "E" or "W" and a number that never changes its meaning.
    pub id: &'static str,
    /// A few words.
    pub title: &'static str,
    /// What usually leads to it.
    pub cause: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
}

macro_rules! codes {
    ($($code:ident = $id:literal, $title:literal, $cause:literal, $remedy:literal;)*) => {
        /// A kind of finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $code,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$code,)*];

            /// The code's entry.
            pub const fn info(self) -> CodeInfo {
                match self {
                    $(Self::$code => CodeInfo { id: $id, title: $title, cause: $cause, remedy: $remedy },)*
                }
            }
        }
    };
}

codes! {
    NotJson = "E1001", "not JSON",
        "the text breaks JSON's grammar: a missing comma or quote, a comment, a cut-off file",
        "correct the text at this place; nothing after it was read";
    WrongType = "E1002", "wrong type",
        "a text stands where a number is expected, an object where a list is, and so on",
        "write a value of the expected type";
    MissingKey = "E1003", "missing key",
        "something that has no default was left out",
        "add the key";
    UnknownKey = "E1004", "unknown key",
        "a key is misspelt or stands in the wrong object",
        "remove the key";
    NotAChoice = "E1005", "not one of the choices",
        "a word is none of the few that are possible here",
        "use one of the words listed";
    DuplicateKey = "E1006", "key given twice",
        "an object has the same key twice, and only one could count",
        "keep one of them";
    WrongFormat = "E1007", "wrong or missing format",
        "the document does not say that it is of the kind and version expected here",
        "give the document of the kind that the command asks for";
    TooDeep = "E1008", "nested too deeply",
        "objects or lists inside each other over a hundred times",
        "flatten the document; nothing in it needs this depth";
    NumberRange = "E1009", "number that can't be read",
        "a number is not whole where it must be, or larger than any sensible value",
        "write a smaller, whole number";
    WrongLength = "E1010", "wrong number of items",
        "a list has too few or too many items, such as coordinates with three numbers",
        "give as many items as the description asks for";

    BadId = "E1101", "id that can't be used",
        "an id is empty, very long, or contains \"/\" or a control character",
        "use a short name of letters, digits, dots and dashes";
    DuplicateId = "E1102", "id used twice",
        "two things of one kind have the same id",
        "give each its own id";
    UnknownCarer = "E1103", "unknown carer",
        "a carer is named who is not in `carers`",
        "add the carer or remove the mention";
    UnknownClient = "E1104", "unknown client",
        "a client is named who is not in `clients`",
        "add the client or remove the mention";
    UnknownPlace = "E1105", "unknown place",
        "a place is named that is neither in `places` nor a client's or carer's own",
        "add the place or correct its name";
    UnknownVisit = "E1106", "unknown visit",
        "a link names a visit that does not exist",
        "name it as \"client/visit\" or \"client/visit/2026-11-23\"";
    PlaceClash = "E1107", "two places of one name",
        "a client or carer has a place of its own whose name, its id, is taken",
        "rename one of them, or let both refer to one entry of `places`";
    TwoHomes = "E1108", "two homes",
        "both coordinates and the id of a place are given",
        "keep one of the two";

    BadDate = "E1201", "not a date",
        "a date is not written as 2026-11-23, does not exist, or lies outside the years 1970 to 2199",
        "write year, month and day as 2026-11-23";
    BadTime = "E1202", "not a time of day",
        "a time is not written as 07:30",
        "write hours and minutes as 07:30, from 00:00 to 24:00";
    UnknownZone = "E1203", "unknown time zone",
        "the time zone is not an IANA name",
        "use a name such as \"Europe/London\"";
    BadHorizon = "E1204", "horizon out of range",
        "`days` is under 1 or over 28",
        "use 1 to 28 days";
    OutsideHorizon = "E1205", "date outside the horizon",
        "the only dates on which a visit could be lie outside the horizon",
        "correct the date, or `start` and `days` of the horizon";
    BadRepeat = "E1206", "recurrence not understood",
        "`repeat` or `days` is not in the words that can be read",
        "write \"daily\", \"weekdays\", \"weekends\", \"Mon-Fri\", \"every Mon, Wed, Fri\", \"every second Tuesday\" or \"every 2 days\"";
    NoOccurrence = "E1207", "recurrence without a day",
        "no day of the horizon fits `repeat`, or all that do are left out",
        "correct the days or the exceptions, or remove the visit";
    DateConflict = "E1208", "dates given in two ways",
        "more than one of `date`, `dates`, `repeat` and `any_of` (or `days` and `date` of a shift) is given",
        "keep one of them";
    NoDate = "E1209", "visit without a date",
        "a visit says nothing of its date and the horizon has several days",
        "add `date`, `dates`, `repeat` or `any_of`";
    DateTwice = "E1210", "date given twice",
        "a list of dates has the same date twice",
        "keep it once";
    RepeatExtras = "E1211", "exceptions without a recurrence",
        "`except`, `also` or `anchor` only mean something beside `repeat` (or `days` of a shift)",
        "add the recurrence, or remove them";

    NoWindow = "E1301", "visit without a window",
        "nothing says when the visit may start",
        "add at least one window, such as {\"from\": \"07:30\", \"to\": \"09:00\"}, or an agreed `time`";
    WindowOrder = "E1302", "window out of order",
        "the times of a window are not in the order from, soft_from, soft_to, to; or `preferred` lies outside",
        "put the times in order; all of them are times of the visit's start";
    WindowsOverlap = "E1303", "windows overlap",
        "two windows of one visit share a time",
        "join them or move them apart";
    BadDuration = "E1304", "duration out of range",
        "a visit or slot takes less than 1 minute or more than 24 hours",
        "give whole minutes from 1 to 1440";
    NoDuration = "E1305", "visit without a duration",
        "neither the visit nor each of its slots says how long it takes",
        "add `minutes`";
    BadSlots = "E1306", "number of carers out of range",
        "a visit needs fewer than 1 or more than 4 carers",
        "use 1 to 4 carers or slots";
    SlotsDisagree = "E1307", "carers and slots disagree",
        "`carers` is another number than there are `slots`",
        "remove `carers`, or make them agree";
    SlotOffset = "E1308", "slot outside its visit",
        "a slot starts before its visit, or no slot starts with it",
        "let `after` be 0 or more, and 0 for at least one slot";
    PinOutside = "E1309", "pinned time outside the windows",
        "the fixed time lies in none of the visit's windows on that date",
        "correct the time, or widen a window to hold it";
    PinDate = "E1310", "pinned date that is not allowed",
        "the fixed date is not one on which the visit may be",
        "correct the date, or allow it";
    PinNoOccurrence = "E1311", "pin for a date without a visit",
        "`pins` names a date on which the visit does not occur",
        "correct the date, or remove the pin";
    PinTooMany = "E1312", "more pinned carers than slots",
        "a pin lists more carers than the visit has slots",
        "remove the carers that are too many";
    PinTwice = "E1313", "carer pinned twice",
        "one carer is fixed for two slots of one visit, or two carers for one slot",
        "fix one different carer for each slot";
    PinNeedsDate = "E1314", "pinned time without a date",
        "a time is fixed for a visit that may be on several days",
        "fix the `date` too";
    SkippedPin = "E1315", "pinned time that does not exist",
        "the clocks go forward over the fixed time",
        "fix a time that exists on that date";
    BadFamiliarity = "E1316", "familiarity out of range",
        "familiarity is under 0 or over 100",
        "use 0 (a stranger) to 100 (knows every habit)";
    BadMaxCarers = "E1317", "largest number of carers out of range",
        "`max_carers` is under 1",
        "use 1 or more, or leave it out";
    NamedTwice = "E1318", "name listed twice",
        "a list of usual carers has the same carer twice, for the same call or for all",
        "keep one of them";

    BadLoad = "E1319", "units to bring out of range",
        "`load` is negative or over a million",
        "give whole units from 0 to 1000000";

    WindowAndTime = "E1320", "window and agreed time together",
        "a visit has both `windows` and an agreed `time`",
        "keep one of them; `tolerance_minutes` says how far from the time it may start";
    BadTolerance = "E1321", "tolerance that can't be",
        "a tolerance is negative or over 720 minutes, the soft one is larger than the hard one, or there is no `time`",
        "give whole minutes with soft no more than hard, beside a `time`";
    BadTeamSize = "E1322", "size of a team out of range",
        "`team_size` is under 1",
        "use 1 or more, or leave it out";

    EmptyShift = "E1401", "shift without length",
        "a shift starts and ends at the same time",
        "correct one of the times; a shift of a whole day is 00:00 to 24:00";
    ShiftsOverlap = "E1402", "shifts overlap",
        "two shifts of one carer share a time",
        "join them, or leave the date out of one with `except`";
    AbsenceOrder = "E1403", "absence out of order",
        "an absence ends before it starts",
        "swap its ends";
    BadHours = "E1404", "contract hours out of range",
        "hours are negative, more than the period has, or min, target and max are not in order; or more hours are carried over than the period has, or for a contract without hours",
        "correct the hours: min, then target, then max; leave `carried_hours` out where there are none";
    BadPeriod = "E1405", "contract period out of range",
        "`period_days` is under 1 or over 366",
        "use 1 to 366 days; 7 for a week";
    SkillDates = "E1406", "skill ends before it starts",
        "`until` is before `from`",
        "swap the dates";

    BadCapacity = "E1407", "room for units out of range",
        "`capacity` is negative or over a million",
        "give whole units from 0 to 1000000, or leave it out";
    BadBreak = "E1408", "break out of range",
        "`minutes` of a break is not from 1 to 480, or `after_hours` not from 0 to 24",
        "correct the number; a rest break is 20 minutes after 6 hours";
    BreakTooLong = "E1409", "break longer than its time",
        "a break does not fit between its own `from` and `to`",
        "widen the times, or shorten the break";
    BreakOutside = "E1410", "break outside of its shift",
        "a shift lists a break whose times leave no room for it in the shift",
        "correct the times of the break, or leave them out: it may then lie anywhere in the shift";
    BadTerms = "E1421", "limit in a carer's terms out of range",
        "a number in `terms` is negative or absurdly large, there are over 52 past weeks, or a carer has pay where the problem has none",
        "correct the number, or add `pay` to the problem";
    BadPastWork = "E1422", "past work that can't be",
        "past work ends before it starts, starts inside the horizon, or has a date without a time",
        "write when the carer set out and returned, as \"2026-11-22T14:00\", before the horizon";
    ZeroHoursPromise = "E1423", "zero-hours contract with guaranteed hours",
        "a carer's status is zero-hours, and the contract has `min_hours`",
        "correct the status, or remove the hours";

    LinkToItself = "E1501", "visit linked to itself",
        "both ends of a link are the same visit",
        "name two different visits";
    NoGap = "E1502", "gap without a size",
        "a link of kind gap has neither `min_minutes` nor `max_minutes`",
        "add one of them or both";
    GapKeys = "E1503", "gap keys on another link",
        "`from`, `min_minutes` and `max_minutes` mean something for the kind gap only",
        "remove them, or make the kind \"gap\"";
    GapOrder = "E1504", "gap out of order",
        "`min_minutes` is more than `max_minutes`",
        "swap them";
    LinksContradict = "E1505", "links contradict each other",
        "no times, or no carers, keep these links together",
        "correct or remove one of the links of these visits";
    LinkTiesNothing = "E1506", "link without occurrences",
        "on no date do both visits occur (`day_offset` counted)",
        "correct the visits or `day_offset`";
    LinkUnclear = "E1507", "link to an unclear occurrence",
        "a visit that may be on several days is linked to one that recurs",
        "name the occurrence, as \"client/visit/2026-11-23\"";
    BadGap = "E1508", "gap out of range",
        "a gap is longer than the longest horizon",
        "give minutes within four weeks";

    BadCoordinates = "E1601", "coordinates out of range",
        "latitude is not from -90 to 90, or longitude not from -180 to 180",
        "give [latitude, longitude] in degrees, in this order";
    NoTravel = "E1602", "no way from place to place",
        "a leg has no travel time: a place has no coordinates and no matrix holds both ends for the mode",
        "add coordinates (`at`), or put the places into a matrix for that mode";
    MatrixShape = "E1603", "matrix of the wrong size",
        "a matrix does not have one row and one column for each of its places",
        "give one row and one column for each place, in the order of `places`";
    MatrixEntry = "E1604", "matrix entry out of range",
        "a time or distance is negative, or absurdly large",
        "correct the entry";
    MatrixTimes = "E1605", "matrix without clear times",
        "a matrix needs either `minutes` or `seconds`, and at most one of `km` and `metres`; or a `file` and none of these",
        "keep one unit for times and at most one for distances";
    MatrixFile = "E1606", "matrix file can't be read",
        "the file does not exist beside the problem, or may not be read",
        "correct the name; it is looked up from the problem's folder";
    MatrixFileContent = "E1607", "matrix file not understood",
        "the file is not a matrix as JSON, nor a table with the columns from, to and minutes or seconds",
        "correct the file at the row named";
    BadSpeed = "E1608", "speed out of range",
        "a speed, detour or stop time is zero, negative or absurdly large",
        "use a speed over 0 km/h, a detour of 1 or more and sensible minutes";

    UnknownRule = "E1701", "unknown rule",
        "a rule is misspelt or does not exist",
        "see the list of rules in docs/semantics.md";
    LevelNotAllowed = "E1702", "level that the rule can't have",
        "a rule that always holds is switched off, or one that is only priced is enforced",
        "use one of the levels that the rule can have";
    BadPrice = "E1703", "price out of range",
        "a price is negative, has more than three decimals, or is over a million pounds",
        "give pence from 0, with up to three decimals";
    PriceUnit = "E1704", "price for the wrong unit",
        "`per` does not fit what the rule measures",
        "use a unit that fits the measure, or leave `per` out";
    LevelOrPrice = "E1705", "level and price together",
        "a rule has both a level and a price, or neither",
        "keep one: `level`, or `pence` (perhaps with `per`)";
    UnknownPack = "E1721", "unknown pack of rules",
        "a pack is misspelt or does not exist",
        "use one of the packs that `rota rules` lists";
    PacksClash = "E1722", "packs that exclude each other",
        "packs of two nations are named, or one pack twice",
        "keep one of them";
    UnknownParameter = "E1723", "unknown parameter",
        "a rule has no parameter of this name",
        "use one of the parameters that `rota rules` lists for it";
    BadParameter = "E1724", "parameter out of range",
        "a number is outside of what the rule can be asked for",
        "correct the number";
    ReasonMissing = "E1725", "enforced rule changed without a reason",
        "a pack asks for the rule to be enforced, and the problem changes its level or its numbers",
        "say why in `reason`, which rotas repeat; or leave the rule as it is";

    RotaVisit = "E1801", "rota names an unknown visit",
        "the rota was made for another problem, or was edited",
        "check that the rota belongs to this problem";
    RotaCarer = "E1802", "rota names an unknown carer",
        "the rota was made for another problem, or was edited",
        "check that the rota belongs to this problem";
    RotaShift = "E1803", "rota names an unknown shift",
        "the rota was made for another problem, or the carer's shifts have changed since",
        "check that the rota belongs to this problem";
    RotaTime = "E1804", "rota has a time that can't be read",
        "a time is not written as 2026-11-23T07:30:00+00:00",
        "write date, time and offset, in whole seconds";
    RotaSlot = "E1805", "rota names an unknown slot",
        "the slot's number is not from 1 to the number of the visit's slots",
        "check that the rota belongs to this problem";
    RotaClient = "E1806", "rota names the wrong client",
        "the client beside a visit is not the client of that visit",
        "correct the visit or the client";
    RotaRule = "E1807", "score sheet line that can't be right",
        "a line names an unknown rule, a unit that is not the rule's, or pence that are not its grains",
        "correct the line, or let the rota be written anew";
    RotaTotal = "E1808", "score sheet that does not add up",
        "the total is not the sum of the lines",
        "correct the total, or let the rota be written anew";
    RotaRest = "E1809", "rest of a rota that can't be read",
        "`of` of a rest is under 1, or `stops` under 0",
        "count breaks from 1 and stops before the rest from 0";

    BenchmarkNumber = "E1901", "number that the benchmark format can't have",
        "a time or distance is negative, has more than three decimals, or is too large",
        "correct the number";
    BenchmarkContent = "E1902", "benchmark file that makes no sense",
        "something in the file refers to what is not there, or is there twice",
        "correct the file";
    BenchmarkLine = "E1903", "line that the benchmark format can't have",
        "a line is not the one that is expected at this place, or has too few or too many numbers",
        "correct the line; the place is given as the number of the line";

    BadPay = "E2001", "pay that can't be right",
        "a gap, a time, a threshold or the on-costs are out of range, or the evening ends after it begins",
        "correct the number or the time";

    NobodyMayServe = "W2101", "client whom nobody may serve",
        "exclusions, gender and language leave no carer",
        "relax one of the wishes, or the visits will be left out";
    NobodyCanFill = "W2102", "slot that nobody can fill",
        "no carer whom the client accepts has the skills on the date and the gender asked for, or may come alone, or the pinned carer does not",
        "add the skill to a carer or change the slot, or the visit will be left out";
    OutsideShifts = "W2103", "visit outside all shifts",
        "nobody who could do it works at any time at which it may start",
        "add a shift or widen a window, or the visit will be left out";
    TooTight = "W2104", "no shift has room for the visit",
        "those who could do it work then, but there is no time for the way, the visit and the way back",
        "widen the shift or the window, or the visit will be left out";
    ShiftTooShort = "W2105", "shift that nobody can get home from",
        "the shift is shorter than the way from its start to its end place, or than any one visit",
        "lengthen the shift, or correct its places";
    NameTwice = "W2106", "two people of one name",
        "two clients, or two carers, have the same name: perhaps one person entered twice",
        "check that they are two people";
    ClockChange = "W2107", "time that the clocks skip or repeat",
        "the clocks change over this time on one of its dates: the first of two readings, or the first time after the skipped hour, is used",
        "choose another time if this is not what is meant";
    Ignored = "W2108", "date outside the horizon is ignored",
        "a date of a list lies before or after the horizon",
        "remove the date if it is a mistake";
    ExceptNothing = "W2109", "exception that excepts nothing",
        "`except` names a date inside the horizon on which nothing would be anyway",
        "correct the date, or remove it";
    NoVisits = "W2110", "client without visits",
        "a client needs nothing in this horizon",
        "remove the client if that is a mistake";
    NoShifts = "W2111", "carer without shifts",
        "a carer can't be given anything: no shifts, or absences over all of them",
        "add shifts if that is a mistake";
    UnknownKnownCarer = "W2112", "usual carer who is not here",
        "`usual` or `history` names a carer who is not in `carers`: perhaps somebody who has left",
        "correct the name if it is a slip";
    SkillNobodyHas = "W2113", "skill that nobody has",
        "a visit needs a skill that no carer has: perhaps it is spelt in two ways",
        "spell it the same everywhere, or add it to a carer";
    LanguageNobodySpeaks = "W2114", "language that nobody speaks",
        "a client asks for a language that no carer lists: perhaps it is spelt in two ways",
        "spell it the same everywhere, or add it to a carer";
    HistoryInFuture = "W2115", "past visit that is not past",
        "`history` has a date inside or after the horizon",
        "correct the date";
    Diagonal = "W2116", "time from a place to itself",
        "a matrix has a time or distance from a place to itself; it is ignored",
        "write 0 there";
    LinkOutside = "W2117", "link that the windows do not allow",
        "no starts in the windows of both visits keep the gap",
        "widen a window or the gap, or one of the visits will be left out";
    ContractHours = "W2118", "shifts shorter than the contract",
        "the guaranteed hours are more than the shifts have",
        "add shifts, or correct the hours";
    TooFewCarers = "W2119", "double-up without enough carers",
        "each slot has somebody, but there are not enough different people for all of them",
        "train or add a carer, or the visit will be left out";
    UsualExcluded = "W2120", "usual carer who is excluded",
        "a client's usual carer is also excluded by the client or excludes the client",
        "correct one of the two";
    Nothing = "W2121", "nothing to plan",
        "there are no visits, or no carers",
        "add them, unless this is meant";
    FarAway = "W2122", "place far from all others",
        "a place lies over 300 km from the middle of the others: latitude and longitude may be swapped",
        "check the coordinates";
    SkillExpired = "W2123", "skill that has run out",
        "a limited skill ends before the horizon or starts after it, so that it does not count",
        "renew the date if it has been renewed";
    TooMuchToCarry = "W2124", "more units than anybody has room for",
        "those who could do a slot have no shift with room for its `load`",
        "lower the load or raise a `capacity`, or the visit will be left out";
    UsualNoCall = "W2125", "usual at a visit that is not there",
        "an entry of `usual` names a `call` that is no visit of the client, so that it counts at none",
        "correct the name, or remove it for an entry that counts at all visits";
}

impl Code {
    /// "E" for errors and "W" for warnings, and a number.
    pub const fn id(self) -> &'static str {
        self.info().id
    }

    /// Whether inputs with this finding can't be used.
    pub fn severity(self) -> Severity {
        if self.id().starts_with('E') { Severity::Error } else { Severity::Warning }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// The catalogue as a page for readers: what `docs/findings.md` holds.
pub fn catalogue_markdown() -> String {
    let mut page = String::from(
        "# Findings\n\nEvery finding about an input has a code, the place, what is wrong there and what to do. \
         Inputs with an\nerror (E) are not used; warnings (W) are about what is legal but odd. All findings are \
         reported, never only the\nfirst. This page is generated from the catalogue in `crates/format`.\n\n\
         | code | what | usual cause | what to do |\n|---|---|---|---|\n",
    );
    for code in Code::ALL {
        let CodeInfo { id, title, cause, remedy } = code.info();
        page.push_str(&format!("| {id} | {title} | {cause} | {remedy} |\n"));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_unique_and_ascend() {
        for pair in Code::ALL.windows(2) {
            assert!(pair[0].id() < pair[1].id(), "{} before {}", pair[0], pair[1]);
        }
    }
}
