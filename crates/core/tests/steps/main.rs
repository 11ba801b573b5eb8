//! Kinds of search steps, each alone: what they change, that they keep the state whole, and that they can be undone.

mod ease;
mod hot;
mod repeat;
mod tails;
