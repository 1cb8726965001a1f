/**
 * The DuckDB functions an expression of a definition may call: those whose result depends on their arguments
 * alone. Clocks, random numbers, files, settings and sessions are left out, so that doing an import again
 * gives the same rows; so is what needs memory without bound (`string_agg`, `damerau_levenshtein`).
 */
const OPERATORS = '+ - * / // % ^ ** & | ~ << >> || @ ! ^@ ~~ !~~ ~~* !~~* ~~~ ->>';

const SCALAR = `
  abs ceil ceiling floor round round_even trunc sign sqrt cbrt exp ln log log2 log10 pow power mod fmod divide
  greatest least gcd lcm pi degrees radians sin cos tan asin acos atan atan2 isnan isinf isfinite even factorial
  add subtract multiply xor bit_count
  length len strlen char_length character_length lower lcase upper ucase trim ltrim rtrim left right substr
  substring replace translate reverse repeat lpad rpad concat concat_ws contains starts_with ends_with prefix
  suffix instr strpos position ascii chr unicode ord nfc_normalize strip_accents split_part string_split
  str_split regexp_matches regexp_full_match regexp_extract regexp_replace like_escape ilike_escape
  not_like_escape not_ilike_escape format printf md5 sha1 sha256 hash hex levenshtein
  jaccard jaro_similarity jaro_winkler_similarity hamming
  date_part datepart date_trunc datetrunc date_diff datediff date_sub datesub date_add time_bucket year month
  day hour minute second millisecond microsecond quarter week weekofyear weekday dayofweek dayofmonth dayofyear
  isodow isoyear yearweek decade century last_day dayname monthname epoch epoch_ms make_date make_time
  make_timestamp strftime strptime try_strptime to_days to_hours to_minutes to_seconds to_weeks to_months
  to_years to_milliseconds
  ifnull nullif list_value list_contains list_extract array_length
  json_valid json_extract json_extract_string json_array_length json_type json_exists json_value`;

const AGGREGATE = `
  count count_star count_if countif sum avg mean min max any_value first last arg_min arg_max min_by max_by
  median mode quantile_cont quantile_disc approx_quantile approx_count_distinct stddev stddev_pop stddev_samp
  variance var_pop var_samp skewness kurtosis corr covar_pop covar_samp regr_slope regr_intercept regr_r2
  bool_and bool_or bit_and bit_or bit_xor product mad entropy fsum kahan_sum`;

function namesOf(text: string): string[] {
  return text.trim().split(/\s+/);
}

export const SCALAR_FUNCTIONS: ReadonlySet<string> = new Set([...namesOf(OPERATORS), ...namesOf(SCALAR)]);
export const AGGREGATE_FUNCTIONS: ReadonlySet<string> = new Set(namesOf(AGGREGATE));
