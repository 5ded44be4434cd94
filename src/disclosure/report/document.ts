/**
 * What the disclosure report says, as data: for the privacy officer, internal, since it tells unsafe cells from
 * those that protect them. report.json is this; the page (page.ts) shows it in words.
 */
import type { Bilingual } from '../report-texts.ts';
import type { Rule } from '../spec.ts';
import type { Merge } from './merges.ts';

export interface HiddenCell {
  readonly codes: Readonly<Record<string, string>>;
  /** The rule that called it unsafe, or `protects-others`. */
  readonly reason: string;
  /** Further rules that call it unsafe too. */
  readonly alsoBy?: readonly string[];
  /** The intruder's interval; a `null` end is bounded by nothing. Not `exact`: the true one is at least as wide. */
  readonly interval: { readonly low: number | null; readonly high: number | null; readonly exact: boolean };
  /** The narrowest interval in which a member of another hidden cell, alone there, can place it by this table. */
  readonly toMembers?: { readonly low: number | null; readonly high: number | null };
  /** Whether one who knows the rule can only guess that this very cell is small: no other of its component can be. */
  readonly forcedGuess?: true;
  /** Whether a lone contributor of another hidden cell can work this one out by knowing its own, or narrow it. */
  readonly exposedToMember?: true;
}

/** How many cells of one kind are hidden. */
export interface Share {
  readonly cells: number;
  readonly primary: number;
  readonly secondary: number;
}

export interface Breakdown {
  /** Unsafe cells by the rule that marked them; one that several mark counts for each. */
  readonly byRule: Readonly<Record<string, number>>;
  /** For each dimension, each code. */
  readonly byCode: Readonly<Record<string, Readonly<Record<string, Share>>>>;
  /** By how deep the cell's codes lie: `0` is `Total`; one number for each dimension, joined by `-`. */
  readonly byLevel: Readonly<Record<string, Share>>;
}

/** What earlier releases of the same data add to what an intruder knows. Null: protected on its own. */
export interface Earlier {
  /** Identifiers of the releases protected and audited together with this one, withdrawn ones too. */
  readonly releases: readonly string[];
  /** Cells of this table that one of them published or hid already. */
  readonly sharedCells: number;
  /** Cells hidden here which this table alone would not have needed to hide. */
  readonly hiddenForThem: number;
}

/** A cell of some table, as people name it. */
export interface NamedCell {
  /** Release that shows it; null for the table asked for. */
  readonly release: string | null;
  readonly codes: Readonly<Record<string, string>>;
}

export interface LedgerConflict {
  readonly unsafe: NamedCell;
  readonly published: readonly NamedCell[];
}

/** A share, rate or mean over this table's cells. */
export interface RatioSummary {
  readonly id: string;
  readonly shown: number;
  readonly hidden: number;
  /** Shown although numerator or denominator is hidden: rounded, it narrows no unsafe cell. */
  readonly besideHidden: number;
  /** Hidden although no part is unsafe, since it would narrow a cell that is. */
  readonly keptBack: number;
}

export interface ReportDocument {
  readonly format: 'padan-disclosure-report/1';
  readonly status: 'holds' | 'does-not-hold' | 'not-proved';
  readonly statusText: Bilingual;
  readonly method: {
    readonly name: 'fast' | 'exact';
    readonly text: Bilingual;
    /** No pattern that protects costs less than this; null where none was proved. */
    readonly bound: number | null;
    /** What was hidden to protect others in all tables that were protected together. */
    readonly cost?: number;
    /** Share of that cost that another pattern could save at most; null without a bound. */
    readonly gap?: number | null;
    /** Whether no pattern that protects costs less than this one. */
    readonly proved?: boolean;
  };
  readonly standard: {
    readonly name: string;
    readonly from?: number;
    readonly to?: number;
    readonly scaledTo?: number;
    /** What contributors who know themselves were kept from; absent where that was not asked, only counted. */
    readonly contributorsMayNot?: 'compute' | 'narrow';
  };
  readonly rules: readonly Rule[];
  readonly policy: { readonly id: string; readonly version: string } | null;
  readonly cells: {
    readonly all: number;
    readonly primary: number;
    readonly secondary: number;
    readonly withheld: number;
  };
  /** What the cells hidden to protect others held. `cost` in the units of the cost function. */
  readonly loss: { readonly cells: number; readonly value: number; readonly cost: number };
  readonly breakdown: Breakdown;
  readonly violations: number;
  readonly forcedGuesses: number;
  readonly exposedToSingletons: number;
  /** Whether `toMembers` was worked out; large tables have too many members. */
  readonly membersWorkedOut: boolean;
  readonly earlier: Earlier | null;
  /** Other tables, not out before, that were protected as one system with this one. */
  readonly together?: readonly string[];
  /** Unsafe cells that nothing can protect any more because of what is out, and the published cells in the way. */
  readonly conflicts?: readonly LedgerConflict[];
  /** Where the table cannot be released: the sets of its dimensions by which it still can. */
  readonly possible?: readonly (readonly string[])[];
  readonly ratios?: readonly RatioSummary[];
  /** Null where it was not worked out. */
  readonly merges: readonly Merge[] | null;
  /** Narrowest interval first. */
  readonly hidden: readonly HiddenCell[];
  readonly hashes: Readonly<Record<string, string>>;
  readonly limits: readonly Bilingual[];
}
