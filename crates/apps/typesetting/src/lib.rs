//! Typst, and nothing else: documents to PDF.
