# Expected differences between two rounds for `padan estimate --before` from R's survey package.
# Run: node scripts/survey-cases.ts cases.json
#      Rscript scripts/oracles/survey-rounds.R cases.json fixtures/oracles/survey-rounds.json
# Rounds of the same units, and rounds without a stratum in common: svycontrast of svyby(covmat = TRUE) over one design of
# both rounds. Rotated units: variances of the rounds' own designs, and the covariance of the linearised totals that
# svytotal gives over the units in both. Each case: for every estimate and cell [difference, se, low, high].
suppressPackageStartupMessages({ library(survey); library(jsonlite) })
arguments <- commandArgs(trailingOnly = TRUE)
given <- fromJSON(arguments[1], simplifyVector = FALSE)

frame <- function(case, rows, round) {
  d <- as.data.frame(do.call(rbind, lapply(rows, unlist)), stringsAsFactors = FALSE)
  names(d) <- unlist(case$header)
  for (n in c("weight", "fpc", "hours", "income")) d[[n]] <- as.numeric(d[[n]])
  d$round <- round
  d$employed <- as.numeric(d$activity == "1"); d$unemployed <- as.numeric(d$activity == "2")
  d$force <- d$employed + d$unemployed; d$woman <- as.numeric(d$sex == "2"); d$one <- 1
  d
}
design <- function(case, d) svydesign(ids = ~psu, strata = ~stratum, nest = TRUE, weights = ~weight, data = d,
  fpc = if (is.null(case$spec$design$fpc)) NULL else ~fpc)

# Numerator and denominator; a total has no denominator. The mean of hours is among the employed.
parts <- list(employed = c("employed", NA), income = c("income", NA), women = c("woman", "one"),
              hours = c("worked", "employed"), tpt = c("unemployed", "force"), wage = c("income", "hours"))

domain <- function(case, full, name) if (name == "hours") full[full$variables$employed == 1, ] else
  if (name == "tpt") full[full$variables$force == 1, ] else full

stacked <- function(case, full, name) {
  p <- parts[[name]]; y <- as.formula(paste0("~", p[1])); sub <- domain(case, full, name)
  if (length(unique(sub$variables$round)) < 2) return(c(NA, NA))
  by <- if (is.na(p[2])) svyby(y, ~round, sub, svytotal, covmat = TRUE)
    else if (name == "women") svyby(y, ~round, sub, svymean, covmat = TRUE)
    else svyby(y, ~round, sub, svyratio, denominator = as.formula(paste0("~", p[2])), covmat = TRUE)
  r <- svycontrast(by, c(-1, 1))
  c(as.numeric(coef(r)), as.numeric(SE(r)))
}

rotated <- function(case, a, b, keepA, keepB, name) {
  p <- parts[[name]]
  z <- function(d, keep) {
    y <- d[[p[1]]] * keep * d$weight
    if (is.na(p[2])) return(list(value = sum(y), z = ifelse(d$weight > 0, y / d$weight, 0)))
    x <- d[[p[2]]] * keep * d$weight
    r <- sum(y) / sum(x)
    list(value = r, z = (d[[p[1]]] - r * d[[p[2]]]) * keep / sum(x))
  }
  za <- z(a, keepA); zb <- z(b, keepB)
  if (is.nan(za$value) || is.nan(zb$value)) return(c(NA, NA))
  a$za <- za$z; a$zb <- 0; b$za <- 0; b$zb <- zb$z
  v <- as.numeric(vcov(svytotal(~za, design(case, a)))) + as.numeric(vcov(svytotal(~zb, design(case, b))))
  both <- rbind(a, b); unit <- paste(both$stratum, both$psu)
  both <- both[unit %in% intersect(unit[both$round == 1], unit[both$round == 2]), ]
  way <- options(survey.lonely.psu = "remove")
  c12 <- tryCatch(vcov(svytotal(~za + zb, design(case, both)))[1, 2],
    error = function(e) if (grepl("only one primary", conditionMessage(e))) 0 else stop(e))
  options(way)
  c(zb$value - za$value, suppressWarnings(sqrt(v - 2 * c12)))
}

answer <- function(case) {
  options(survey.lonely.psu = case$spec$design$lonelyPsu)
  a <- frame(case, case$before, 1); b <- frame(case, case$after, 2)
  a$worked <- a$hours * a$employed; b$worked <- b$hours * b$employed
  d <- rbind(a, b); by <- unlist(case$spec$by)
  codes <- if (length(by) == 0) "Total" else c("Total", sort(unique(d[[by]])))
  full <- design(case, d); found <- list()
  for (e in case$spec$estimates) for (code in codes) {
    keep <- function(x) if (code == "Total") rep(TRUE, nrow(x)) else x[[by]] == code
    r <- if (case$overlap == "rotated") rotated(case, a, b, keep(a), keep(b), e$name)
      else stacked(case, full[keep(d), ], e$name)
    t <- suppressWarnings(qt(0.975, degf(domain(case, full[keep(d), ], e$name))))
    v <- c(r, r[1] - t * r[2], r[1] + t * r[2])
    v[!is.finite(v)] <- NA
    found[[length(found) + 1]] <- signif(v, 13)
  }
  found
}

write(toJSON(list(
  made = list(
    command = "node scripts/survey-cases.ts cases.json && Rscript scripts/oracles/survey-rounds.R cases.json fixtures/oracles/survey-rounds.json",
    R = R.version.string, survey = as.character(packageVersion("survey"))),
  cases = lapply(given$rounds, answer)), auto_unbox = TRUE, digits = NA, na = "null"), arguments[2])
