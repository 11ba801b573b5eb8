//! Numbers as SVG writes them.

/// One decimal, without a trailing `.0`: a tenth of a pixel is enough for anybody, and pages stay small.
pub(super) fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => {
            let sign = if tenths < 0 { "-" } else { "" };
            format!("{sign}{}.{}", tenths.abs() / 10, rest.abs())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let written = [0.0, 1.0, 1.25, -0.5, -3.04].map(number);
        assert_eq!(written, ["0", "1", "1.3", "-0.5", "-3"]);
    }
}
