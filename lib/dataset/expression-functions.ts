/**
 * The DuckDB functions that an expression of a definition may call: those whose result depends on their arguments
 * alone. Clocks, random numbers, files, settings and sessions are left out, so that doing an import again
 * gives the same rows; so is what needs memory without bound (`string_agg`, `damerau_levenshtein`).
 */
export interface ExpressionFunction {
  name: string;
  /** `round(number, digits)` */
  signature: string;
  description: string;
}

/** Each line: the function with its other names, its arguments, and what it gives. */
const SCALAR = `
abs(number): Without its sign.
ceil, ceiling(number): Rounded up to a whole number.
floor(number): Rounded down to a whole number.
round, round_even(number, digits): Rounded to so many decimals.
trunc(number): Without its decimals.
sign(number): -1, 0 or 1.
sqrt(number): The square root.
cbrt(number): The cube root.
exp(number): e to the power of the number.
ln(number): The natural logarithm.
log, log10(number): The logarithm to the base of 10.
log2(number): The logarithm to the base of 2.
pow, power(number, exponent): To the power of the exponent.
mod, fmod(number, divisor): What is left after dividing.
divide(number, divisor): Divided into whole parts.
add(number, other): The sum.
subtract(number, other): The difference.
multiply(number, other): The product.
greatest(value, …): The greatest of its arguments.
least(value, …): The least of its arguments.
gcd(number, other): The greatest common divisor.
lcm(number, other): The least common multiple.
factorial(number): The product of all whole numbers up to it.
even(number): Rounded to the next even number away from zero.
pi(): 3.14159…
degrees(radians): An angle in degrees.
radians(degrees): An angle in radians.
sin(radians): The sine.
cos(radians): The cosine.
tan(radians): The tangent.
asin(number): The arcsine in radians.
acos(number): The arccosine in radians.
atan(number): The arctangent in radians.
atan2(y, x): The angle of a point in radians.
isnan(number): Whether it is no number.
isinf(number): Whether it is infinite.
isfinite(number): Whether it is neither infinite nor no number.
xor(number, other): Exclusive or, bit by bit.
bit_count(number): How many bits are set.
coalesce, ifnull(value, other): The first one that is not missing.
nullif(value, other): Missing where both are equal.
try(expression): Missing where the expression fails.
length, len, char_length, character_length(text): How many characters.
strlen(text): How many bytes in UTF-8.
lower, lcase(text): In small letters.
upper, ucase(text): In capital letters.
trim(text, characters): Without spaces, or these characters, at both ends.
ltrim(text, characters): The same at the start.
rtrim(text, characters): The same at the end.
left(text, count): The first characters.
right(text, count): The last characters.
substring, substr(text, start, length): Characters from a place on, counted from 1.
replace(text, from, to): With each occurrence replaced.
translate(text, from, to): With each character replaced by the one in its place.
reverse(text): From the last character to the first.
repeat(text, count): So many times.
lpad(text, length, character): Filled up at the start, or cut.
rpad(text, length, character): Filled up at the end, or cut.
concat(value, …): One behind the other, missing ones left out.
concat_ws(separator, value, …): The same with a separator between them.
contains(text, part): Whether the part occurs.
starts_with, prefix(text, part): Whether it begins so.
ends_with, suffix(text, part): Whether it ends so.
strpos, instr, position(text, part): Where the part begins, counted from 1; 0 where it does not occur.
ascii, unicode, ord(text): The number of its first character.
chr(number): The character with that number.
nfc_normalize(text): With accents and letters composed, so that equal texts compare as equal.
strip_accents(text): Without accents.
split_part(text, separator, index): One of its parts, counted from 1.
string_split, str_split(text, separator): A list of its parts.
regexp_matches(text, pattern): Whether the pattern occurs in it.
regexp_full_match(text, pattern): Whether the pattern fits all of it.
regexp_extract(text, pattern, group): What a group of the pattern fits.
regexp_replace(text, pattern, to): With the first match replaced; 'g' as a fourth argument replaces all.
like_escape(text, pattern, escape): LIKE with an escape character.
ilike_escape(text, pattern, escape): ILIKE with an escape character.
not_like_escape(text, pattern, escape): NOT LIKE with an escape character.
not_ilike_escape(text, pattern, escape): NOT ILIKE with an escape character.
format(pattern, value, …): Values put into '{}' of a fixed pattern.
printf(pattern, value, …): Values put into '%d' and '%s' of a fixed pattern.
md5(text): The MD5 hash in hexadecimal digits.
sha1(text): The SHA-1 hash in hexadecimal digits.
sha256(text): The SHA-256 hash in hexadecimal digits.
hash(value): A quick hash as a number.
hex(text): Its bytes in hexadecimal digits.
levenshtein(text, other): How many edits are between two texts.
hamming(text, other): In how many places two texts of one length differ.
jaccard(text, other): How many characters two texts share, from 0 to 1.
jaro_similarity(text, other): How alike two short texts are, from 0 to 1.
jaro_winkler_similarity(text, other): The same, with more weight on how they begin.
year(date): The year.
quarter(date): The quarter, 1 to 4.
month(date): The month, 1 to 12.
week, weekofyear(date): The ISO week.
day, dayofmonth(date): The day of the month.
dayofyear(date): The day of the year.
dayofweek, weekday(date): The day of the week, 0 for Sunday.
isodow(date): The day of the week, 1 for Monday.
isoyear(date): The year of the ISO week.
yearweek(date): Year and ISO week as one number.
decade(date): The decade.
century(date): The century.
hour(time): The hour, 0 to 23.
minute(time): The minute.
second(time): The second.
millisecond(time): Milliseconds since the minute began.
microsecond(time): Microseconds since the minute began.
last_day(date): The last day of its month.
dayname(date): The day of the week by its English name.
monthname(date): The month by its English name.
epoch(time): Seconds since 1970.
epoch_ms(time): Milliseconds since 1970.
date_part, datepart(part, time): A part such as 'year' or 'dow' as a number.
date_trunc, datetrunc(part, time): The beginning of its 'hour', 'day', 'month' …
date_diff, datediff(part, from, to): How many boundaries of days, months … lie between.
date_sub, datesub(part, from, to): How many whole days, months … lie between.
date_add(date, interval): Later by an interval.
time_bucket(width, time): The beginning of its span of that width.
make_date(year, month, day): A date of its parts.
make_time(hour, minute, second): A time of its parts.
make_timestamp(year, month, day, hour, minute, second): A datetime of its parts.
strftime(time, pattern): As text, such as '%d.%m.%Y'.
strptime(text, pattern): A datetime from a text; the row fails where it does not fit.
try_strptime(text, pattern): The same, missing where it does not fit.
to_years(count): An interval of years.
to_months(count): An interval of months.
to_weeks(count): An interval of weeks.
to_days(count): An interval of days.
to_hours(count): An interval of hours.
to_minutes(count): An interval of minutes.
to_seconds(count): An interval of seconds.
to_milliseconds(count): An interval of milliseconds.
list_value(value, …): A list.
list_contains(list, value): Whether the value is in it.
list_extract(list, index): One of its values, counted from 1.
array_length(list): How many values it has.
json_valid(text): Whether it is JSON.
json_extract(json, path): A part as JSON.
json_extract_string, json_value(json, path): A part as text, for a path such as '$.a.b'.
json_exists(json, path): Whether there is such a part.
json_array_length(json): How many elements an array has.
json_type(json): What kind of JSON it is.`;

const AGGREGATE = `
count(value): How many rows have a value; count(*) counts all.
count_star(): How many rows.
count_if, countif(condition): How many rows fit.
sum(number): All added up.
fsum, kahan_sum(number): All added up, with less rounding.
product(number): All multiplied.
avg, mean(number): The mean.
min(value): The least.
max(value): The greatest.
median(value): The middle one.
mode(value): The most frequent one.
quantile_cont(number, share): The value that a share of all are below.
quantile_disc(value, share): The same, and always one of the values.
approx_quantile(number, share): About the same, and faster.
approx_count_distinct(value): About how many values differ.
any_value(value): One that is not missing.
first(value): The first one.
last(value): The last one.
arg_min, min_by(value, by): The value where another is least.
arg_max, max_by(value, by): The value where another is greatest.
stddev, stddev_samp(number): The standard deviation of a sample.
stddev_pop(number): The standard deviation of all there is.
variance, var_samp(number): The variance of a sample.
var_pop(number): The variance of all there is.
skewness(number): How lopsided the values are.
kurtosis(number): How heavy the tails are.
mad(number): The median distance from the median.
entropy(value): How mixed the values are, in bits.
corr(y, x): How much two numbers go together, from -1 to 1.
covar_samp(y, x): The covariance of a sample.
covar_pop(y, x): The covariance of all there is.
regr_slope(y, x): The slope of the line through the points.
regr_intercept(y, x): Where that line meets the axis.
regr_r2(y, x): How well that line fits, from 0 to 1.
bool_and(condition): Whether all fit.
bool_or(condition): Whether any fits.
bit_and(number): And, bit by bit.
bit_or(number): Or, bit by bit.
bit_xor(number): Exclusive or, bit by bit.`;

function functionsOf(lines: string): ExpressionFunction[] {
  return lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [, names = '', parameters = '', description = ''] = /^([^(]+)\(([^)]*)\): (.*)$/.exec(line) ?? [];
      return names.split(', ').map((name) => ({ name, signature: `${name}(${parameters})`, description }));
    });
}

/** Of one row. */
export const SCALAR_FUNCTIONS: readonly ExpressionFunction[] = functionsOf(SCALAR);
/** Over many rows, for the measures of views. */
export const AGGREGATE_FUNCTIONS: readonly ExpressionFunction[] = functionsOf(AGGREGATE);
