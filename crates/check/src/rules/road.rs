//! Time and distance between stops.

use rota_model::Mode;

use crate::reading::Reading;

/// Seconds of all legs.
pub(crate) fn travel(reading: &Reading<'_>) -> i128 {
    reading.legs().map(|(_, leg)| leg.seconds).sum()
}

/// Metres of all legs of carers who drive.
pub(crate) fn mileage(reading: &Reading<'_>) -> i128 {
    let driven = reading
        .legs()
        .filter(|(route, _)| route.carer.is_some_and(|carer| carer.mode == Mode::Car));
    driven.map(|(_, leg)| leg.metres).sum()
}

/// Time before stops, and before rests, in which nothing is done; a start before the arrival is no negative wait.
pub(crate) fn waiting(reading: &Reading<'_>) -> i128 {
    let before_care: i128 = reading.stops().map(|stop| stop.waited).sum();
    before_care + reading.routes.iter().map(|route| route.waited_last).sum::<i128>()
}
