//! Places and the distance between two of them.

use crate::PlaceId;

/// A point on the globe, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coordinates {
    /// Degrees north, from -90 to 90.
    pub latitude: f64,
    /// Degrees east, from -180 to 180.
    pub longitude: f64,
}

impl Coordinates {
    /// Great-circle distance in whole metres (haversine formula, mean Earth radius 6,371,008.8 m).
    pub fn metres_to(self, other: Self) -> i64 {
        const EARTH_RADIUS_M: f64 = 6_371_008.8;
        let (lat1, lat2) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half_lat = (lat2 - lat1) / 2.0;
        let half_lon = (other.longitude - self.longitude).to_radians() / 2.0;
        let h = half_lat.sin().powi(2) + lat1.cos() * lat2.cos() * half_lon.sin().powi(2);
        (2.0 * EARTH_RADIUS_M * h.sqrt().min(1.0).asin()).round() as i64
    }
}

/// Somewhere that a carer can be: a home, an office, a client's door.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its name.
    pub id: PlaceId,
    /// Where it is, when that is known; a place without coordinates needs a row in every matrix that is used.
    pub at: Option<Coordinates>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_of_latitude_is_about_111_km() {
        let a = Coordinates { latitude: 56.0, longitude: -4.0 };
        let b = Coordinates { latitude: 57.0, longitude: -4.0 };
        assert_eq!(a.metres_to(b), 111_195);
        assert_eq!(b.metres_to(a), 111_195);
        assert_eq!(a.metres_to(a), 0);
    }
}
