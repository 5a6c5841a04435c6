//! One file a command.

pub(crate) mod audit;
pub(crate) mod city;
pub(crate) mod database;
pub(crate) mod demo;
pub(crate) mod migrate;
pub(crate) mod openapi;
pub(crate) mod rule;
pub(crate) mod serve;
pub(crate) mod spec;
