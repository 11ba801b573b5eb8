//! Ids and names. Nobody is called like this.

const WORDS: [&str; 24] = [
    "Acorn", "Amber", "Barley", "Birch", "Bramble", "Cedar", "Clover", "Comet", "Coral", "Fennel",
    "Fern", "Flint", "Garnet", "Harbour", "Lantern", "Meadow", "Nutmeg", "Onyx", "Pebble",
    "Quartz", "Saffron", "Thistle", "Topaz", "Willow",
];

/// How many digits number `count` things.
pub(crate) fn width(count: usize) -> usize {
    count.to_string().len()
}

/// A short id, such as "c017", counted from 1.
pub(crate) fn id(letter: char, index: usize, count: usize) -> String {
    format!("{letter}{:0width$}", index + 1, width = width(count))
}

/// A client's made-up name.
pub(crate) fn client(index: usize) -> String {
    format!("{} Sampleclient {}", WORDS[index * 7 % WORDS.len()], index + 1)
}

/// A carer's made-up name.
pub(crate) fn carer(index: usize) -> String {
    format!("{} Samplecarer {}", WORDS[index * 5 % WORDS.len()], index + 1)
}
