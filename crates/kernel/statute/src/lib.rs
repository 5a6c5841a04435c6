//! Law as dated data: parameters with their articles, rounding steps and explanations.
