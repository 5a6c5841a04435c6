//! Records a second on one core: reading the sample vendor's resident file, checking it, mapping it, writing it out.

fn main() {}
