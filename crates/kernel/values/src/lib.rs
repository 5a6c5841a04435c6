//! Values of municipal law: yen, rates, dates with unknown parts, eras, legal age, identifiers, names, kana and addresses.
