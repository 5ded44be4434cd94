# Expected values for `padan estimate` from R's survey package.
# Run: Rscript scripts/oracles/survey.R fixtures/oracles/survey.json
# The data are made here from a seed and kept in the output, so that the test needs no R.
suppressPackageStartupMessages({ library(survey); library(jsonlite) })
out <- commandArgs(trailingOnly = TRUE)[1]
set.seed(20240801)

sizes <- c(a = 4, b = 3, c = 2, d = 1, e = 5, f = 1) # PSUs per stratum: d and f are lonely
rows <- do.call(rbind, lapply(names(sizes), function(h) do.call(rbind, lapply(seq_len(sizes[[h]]), function(i) {
  n <- sample(4:9, 1)
  data.frame(
    stratum = h, psu = i, # numbered within strata
    region = if (h %in% c("a", "b", "d")) "11" else "12",
    sex = sample(c("1", "2"), n, TRUE),
    activity = sample(c("1", "2", "3"), n, TRUE, prob = c(.6, .15, .25)),
    hours = round(runif(n, 0, 60), 1),
    weight = round(runif(n, 50, 400), 2),
    popPsus = sizes[[h]] * 3 + ifelse(h == "f", -2, 4),
    stringsAsFactors = FALSE)
}))))
rows <- rows[sample(nrow(rows)), ]

design <- function(strata, psu, fpc) svydesign(
  ids = if (psu) ~psu else ~1, strata = if (strata) ~stratum else NULL, nest = strata,
  fpc = if (fpc) ~popPsus else NULL, weights = ~weight, data = rows)

estimates <- list(
  list(name = "employed", type = "total", of = list(variable = "activity", `in` = list("1"))),
  list(name = "allHours", type = "total", of = list(variable = "hours")),
  list(name = "hours", type = "mean", of = list(variable = "hours"), among = list(variable = "activity", `in` = list("1"))),
  list(name = "women", type = "mean", of = list(variable = "sex", `in` = list("2"))),
  list(name = "tpt", type = "ratio", numerator = list(variable = "activity", `in` = list("2")),
       denominator = list(variable = "activity", `in` = list("1", "2"))),
  list(name = "hoursPerEmployed", type = "ratio", numerator = list(variable = "hours"),
       denominator = list(variable = "activity", `in` = list("1"))))

one <- function(d, name) switch(name,
  employed = svytotal(~I(as.numeric(activity == "1")), d),
  allHours = svytotal(~hours, d),
  hours = { s <- subset(d, activity == "1"); if (nrow(s) == 0) NULL else svymean(~hours, s) },
  women = svymean(~I(as.numeric(sex == "2")), d),
  tpt = svyratio(~I(as.numeric(activity == "2")), ~I(as.numeric(activity %in% c("1", "2"))), d),
  hoursPerEmployed = svyratio(~hours, ~I(as.numeric(activity == "1")), d))

counts <- function(r, name) switch(name,
  employed = sum(r$activity == "1"), allHours = nrow(r), hours = sum(r$activity == "1"), women = nrow(r),
  tpt = sum(r$activity %in% c("1", "2")), hoursPerEmployed = sum(r$activity == "1"))

case <- function(strata, psu, fpc, lonely, by) {
  options(survey.lonely.psu = lonely)
  d <- design(strata, psu, fpc)
  groups <- if (length(by) == 0) data.frame(none = 1) else
    expand.grid(lapply(setNames(by, by), function(v) c("Total", sort(unique(rows[[v]])))), stringsAsFactors = FALSE)
  found <- list()
  for (e in estimates) for (g in seq_len(nrow(groups))) {
    keep <- rep(TRUE, nrow(rows))
    for (v in by) if (groups[g, v] != "Total") keep <- keep & rows[[v]] == groups[g, v]
    value <- one(d[keep, ], e$name)
    se <- as.numeric(SE(value))
    found[[length(found) + 1]] <- list(
      name = e$name, codes = if (length(by) == 0) setNames(list(), character()) else as.list(groups[g, by, drop = FALSE]),
      estimate = as.numeric(coef(value)), se = if (is.nan(se)) NULL else se, contributors = counts(rows[keep, ], e$name))
  }
  list(spec = list(
    design = list(weight = "weight", strata = if (strata) "stratum" else NULL, psu = if (psu) "psu" else NULL,
                  fpc = if (fpc) "popPsus" else NULL, lonelyPsu = lonely),
    by = as.list(by), estimates = estimates), rows = found)
}

cases <- suppressWarnings(list(
  case(TRUE, TRUE, FALSE, "adjust", c("region", "sex")),
  case(TRUE, TRUE, FALSE, "remove", c("region", "sex")),
  case(TRUE, TRUE, FALSE, "average", c("region", "sex")),
  case(TRUE, TRUE, FALSE, "certainty", c("sex")),
  case(TRUE, TRUE, TRUE, "adjust", c("region")),
  case(TRUE, TRUE, TRUE, "average", c("region")),
  case(TRUE, FALSE, FALSE, "fail", c("region", "sex")),
  case(FALSE, FALSE, FALSE, "fail", c("sex")),
  case(TRUE, TRUE, FALSE, "adjust", character())))

text <- as.data.frame(lapply(rows, as.character), stringsAsFactors = FALSE)
write(toJSON(list(
  made = list(command = "Rscript scripts/oracles/survey.R fixtures/oracles/survey.json",
              R = R.version.string, survey = as.character(packageVersion("survey")), seed = 20240801),
  header = names(rows), rows = unname(as.matrix(text)), cases = cases),
  auto_unbox = TRUE, digits = NA, null = "null"), out)
