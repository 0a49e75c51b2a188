//! What a metric is: the value of contract section 3, its row filter and its unit, as data.

/// A field's name: `status`, `http.status` or `` `any text` ``; dots step into nested objects.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Field(pub String);

/// What a metric computes from its rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `share(PRED)`: k of n rows. By evidence.
    Share(Predicate),
    /// `ratio(NUM, DEN)`: a proportion of pre-aggregated counts. By evidence.
    Ratio(Amount, Amount),
    /// `rate(PRED)`: count per covered hour. By evidence.
    Rate(Option<Predicate>),
    /// `mean(F)`. By evidence.
    Mean(Field),
    /// `p50(F)`, `p99.9(F)`: the level in (0, 1). By evidence.
    Quantile(Field, f64),
    /// `count(PRED)`, `count()`. Literal.
    Count(Option<Predicate>),
    /// `sum(F)`. Literal.
    Sum(Field),
    /// `min(F)`. Literal.
    Min(Field),
    /// `max(F)`. Literal.
    Max(Field),
    /// `points(F)`: a gauge, one value per time.
    Points(Field),
    /// `reading`: values recorded in log.toml. Literal.
    Reading,
}

/// One side of a ratio.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// The field holds a count.
    Sum(Field),
    /// The rows that meet the predicate are counted.
    Count(Predicate),
}

/// A condition on one row. A row that lacks a field of it is neither true nor false.
#[derive(Clone, Debug, PartialEq)]
pub enum Predicate {
    /// `field OP literal`.
    Compare(Field, Comparison, Literal),
    /// `field OP field`.
    CompareFields(Field, Comparison, Field),
    /// `field in [a, b]`.
    In(Field, Vec<Literal>),
    /// `field contains "x"`.
    Contains(Field, String),
    /// `has(field)`: never lacking.
    Has(Field),
    /// A bare boolean field.
    Truth(Field),
    /// `and`.
    And(Box<Predicate>, Box<Predicate>),
    /// `or`.
    Or(Box<Predicate>, Box<Predicate>),
    /// `not`.
    Not(Box<Predicate>),
}

/// `==`, `!=`, `<`, `<=`, `>`, `>=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}

impl Comparison {
    /// Returns how it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::Equal => "==",
            Comparison::NotEqual => "!=",
            Comparison::Less => "<",
            Comparison::LessEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterEqual => ">=",
        }
    }

    /// Returns whether `left OP right` holds; false for NaN except `!=`.
    pub fn holds<T: PartialOrd>(self, left: T, right: T) -> bool {
        match self {
            Comparison::Equal => left == right,
            Comparison::NotEqual => left != right,
            Comparison::Less => left < right,
            Comparison::LessEqual => left <= right,
            Comparison::Greater => left > right,
            Comparison::GreaterEqual => left >= right,
        }
    }
}

/// A value written in a predicate.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A finite number.
    Number(f64),
    /// `"text"`.
    Text(String),
    /// `true`, `True`, `false`, `False`.
    Bool(bool),
}

/// The unit that a metric's field holds, and how bounds in other units convert to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unit {
    /// As the plan writes it: `ms`, `%`, `tokens`; empty without one.
    pub text: String,
    /// What it measures.
    pub kind: UnitKind,
}

/// What a unit measures.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum UnitKind {
    /// No unit.
    #[default]
    None,
    /// Percent: values are kept as fractions.
    Percent,
    /// A time: how many seconds one is.
    Time(f64),
    /// An amount of data: how many bytes one is.
    Bytes(f64),
    /// Any other word: converts to nothing.
    Other,
}

impl Value {
    /// Returns whether the gate's value needs no evidence: it is compared as it stands.
    pub fn is_literal(&self) -> bool {
        matches!(self, Value::Count(_) | Value::Sum(_) | Value::Min(_) | Value::Max(_) | Value::Reading)
    }

    /// Returns whether the gate's value is judged by evidence.
    pub fn is_by_evidence(&self) -> bool {
        !self.is_literal() && !matches!(self, Value::Points(_))
    }

    /// Returns whether values are proportions from 0 to 1.
    pub fn is_proportion(&self) -> bool {
        matches!(self, Value::Share(_) | Value::Ratio(..))
    }
}
