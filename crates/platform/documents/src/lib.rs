//! A document is a template name, data and a manifest; no typesetting engine lives here.
