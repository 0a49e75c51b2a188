//! The arithmetic of evidence, held against other libraries, against extremes, and against what must always hold.

mod vectors;
