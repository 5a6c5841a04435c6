//! What every test needs: a database, a server, people, a calendar.
