//! What one business may know of another (庁内連携): published facts, life events and the work they raise.
