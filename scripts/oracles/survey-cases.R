# Expected values for `padan estimate` from R's survey package, on made-up surveys of many kinds.
# Run: node scripts/survey-cases.ts cases.json
#      Rscript scripts/oracles/survey-cases.R cases.json fixtures/oracles/survey-cases.json
# The data come from the seed of fixtures/synthetic/survey-cases.ts, so that only R's answers are kept.
# Each case: for every estimate and cell [estimate, se, low, high] or [estimate, se]; null for NA and NaN, "refused" where R stops at a lone PSU.
suppressPackageStartupMessages({ library(survey); library(jsonlite) })
arguments <- commandArgs(trailingOnly = TRUE)
given <- fromJSON(arguments[1], simplifyVector = FALSE)

frame <- function(case) {
  m <- do.call(rbind, lapply(case$rows, unlist))
  d <- as.data.frame(m, stringsAsFactors = FALSE)
  names(d) <- unlist(case$header)
  for (n in c("weight", "fpc")) d[[n]] <- as.numeric(d[[n]])
  d
}

design <- function(case, d) {
  s <- case$spec$design
  svydesign(
    ids = if (is.null(s$psu)) ~1 else ~psu, strata = if (is.null(s$strata)) NULL else ~stratum,
    nest = !is.null(s$strata), fpc = if (is.null(s$fpc)) NULL else ~fpc,
    weights = if (is.null(s$weight)) ~one else ~weight, data = cbind(d, one = 1))
}

missing <- function(case, d, v) d[[v]] %in% unlist(case$spec$missing[[v]])
condition <- function(t) !is.null(t[["in"]]) || !is.null(t$atLeast) || !is.null(t$atMost)

# NA where the answer is missing.
term <- function(case, d, t) {
  cell <- d[[t$variable]]
  value <- rep(1, length(cell))
  if (!is.null(t[["in"]])) value <- as.numeric(cell %in% unlist(t[["in"]]))
  else {
    number <- suppressWarnings(as.numeric(cell))
    value <- number
    if (condition(t)) value <- as.numeric(
      (is.null(t$atLeast) | number >= c(t$atLeast, -Inf)[1]) & (is.null(t$atMost) | number <= c(t$atMost, Inf)[1]))
  }
  ifelse(missing(case, d, t$variable), NA, value)
}

student <- function(estimate, se, sub, level) {
  t <- suppressWarnings(qt((1 + level) / 2, degf(sub)))
  c(estimate, se, estimate - t * se, estimate + t * se)
}

# A mean of 0s and 1s with svyciprop; at 0 and 1, where beta has no value, its formula with the sample size for n.eff.
proportion <- function(sub, interval) {
  m <- svymean(~.y, sub)
  p <- as.numeric(coef(m)); se <- as.numeric(SE(m)); level <- interval$level; a <- (1 - level) / 2
  y <- sub$variables$.y[weights(sub) > 0]
  if (all(y == 0) || all(y == 1)) {
    p <- y[1]
    # "average" without another stratum has no error, also where all agree.
    if (is.na(se)) return(c(p, NA, NA, NA))
    if (interval$proportions == "logit") return(c(p, 0, NA, NA))
    n <- nrow(sub) * (qt(a, nrow(sub) - 1) / qt(a, degf(sub)))^2
    return(c(p, 0, if (p == 0) 0 else qbeta(a, n, 1), if (p == 1) 1 else qbeta(1 - a, 1, n)))
  }
  ci <- attr(svyciprop(~.y, sub, method = if (interval$proportions == "logit") "xlogit" else "beta", level = level), "ci")
  c(p, se, as.numeric(ci))
}

one <- function(case, d, full, e, keep, margin) {
  interval <- case$spec$interval
  none <- c(NA, NA, NA, NA)
  if (e$type == "total") {
    y <- term(case, d, e$of); full <- update(full, .y = y)
    sub <- full[keep & !is.na(y), ]
    m <- svytotal(~.y, sub)
    return(student(as.numeric(coef(m)), as.numeric(SE(m)), sub, interval$level))
  }
  if (e$type == "mean") {
    x <- if (is.null(e$among)) rep(1, nrow(d)) else term(case, d, e$among)
    y <- term(case, d, e$of); full <- update(full, .y = y)
    sub <- full[keep & !is.na(x) & x == 1 & !is.na(y), ]
    if (nrow(sub) == 0 || sum(weights(sub)) == 0) return(none)
    if (condition(e$of)) return(proportion(sub, interval))
    m <- svymean(~.y, sub)
    return(student(as.numeric(coef(m)), as.numeric(SE(m)), sub, interval$level))
  }
  if (e$type == "share") {
    y <- term(case, d, e$of)
    if (condition(e$of)) {
      full <- update(full, .y = as.numeric(keep))
      sub <- full[margin & !is.na(y) & y == 1, ]
      if (nrow(sub) == 0 || sum(weights(sub)) == 0) return(none)
      return(proportion(sub, interval))
    }
    full <- update(full, .y = y * keep, .x = y)
    sub <- full[margin & !is.na(y), ]
  } else {
    y <- term(case, d, e$numerator); x <- term(case, d, e$denominator); full <- update(full, .y = y, .x = x)
    sub <- full[keep & !is.na(x) & !is.na(y), ]
  }
  if (nrow(sub) == 0 || sum(sub$variables$.x * weights(sub)) == 0) return(none)
  m <- svyratio(~.y, ~.x, sub)
  value <- c(as.numeric(coef(m)), as.numeric(SE(m)))
  if (e$type == "ratio" && condition(e$denominator)) {
    within <- sub[sub$variables$.x == 1, ]
    if (condition(e$numerator)) {
      found <- proportion(within, interval)
      # Under "average" the ratio's strata are those of the group, the mean's those of the denominator: no interval to hold to.
      same <- is.na(found[2]) || is.na(value[2]) || abs(found[2] - value[2]) <= 1e-9 * value[2]
      return(c(value, if (same) found[3:4] else c("skip", "skip")))
    }
    return(student(value[1], value[2], within, interval$level))
  }
  student(value[1], value[2], sub, interval$level)
}

answer <- function(case) {
  options(survey.lonely.psu = case$spec$design$lonelyPsu)
  d <- frame(case); full <- design(case, d); by <- unlist(case$spec$by)
  known <- rep(TRUE, nrow(d))
  for (v in by) known <- known & !missing(case, d, v)
  codes <- lapply(by, function(v) c("Total", sort(unique(d[[v]][known]))))
  # The last dimension turns fastest.
  cells <- if (length(by) == 0) data.frame(none = 1) else rev(expand.grid(rev(setNames(codes, by)), stringsAsFactors = FALSE))
  found <- list()
  for (e in case$spec$estimates) for (g in seq_len(nrow(cells))) {
    keep <- known; margin <- known
    for (v in by) if (cells[g, v] != "Total") {
      keep <- keep & d[[v]] == cells[g, v]
      if (v %in% unlist(e$within)) margin <- margin & d[[v]] == cells[g, v]
    }
    v <- one(case, d, full, e, keep, margin)
    skip <- v[3] == "skip" && !is.na(v[3])
    v <- suppressWarnings(as.numeric(v))
    v[!is.finite(v)] <- NA
    if (is.na(v[2])) v[3:4] <- NA
    found[[length(found) + 1]] <- signif(if (skip) v[1:2] else v, 13)
  }
  found
}

answers <- suppressWarnings(lapply(seq_along(given$cases), function(i) tryCatch(
  answer(given$cases[[i]]),
  error = function(e) if (grepl("only one PSU", conditionMessage(e))) "refused" else { cat("case", i - 1, "\n"); stop(e) })))

write(toJSON(list(
  made = list(
    command = "node scripts/survey-cases.ts cases.json && Rscript scripts/oracles/survey-cases.R cases.json fixtures/oracles/survey-cases.json",
    R = R.version.string, survey = as.character(packageVersion("survey"))),
  cases = answers), auto_unbox = TRUE, digits = NA, na = "null"), arguments[2])
