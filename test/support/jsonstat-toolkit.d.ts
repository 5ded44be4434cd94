/** The part of jsonstat-toolkit that tests use; the package has no types. */
declare module 'jsonstat-toolkit' {
  interface Cell {
    readonly value: number | null;
    readonly status: string | null;
  }
  interface Dimension {
    readonly label: string;
    readonly role: string;
    readonly id: readonly string[];
    Category(id: string): { readonly label: string; readonly unit: { readonly label: string } | null };
  }
  interface Dataset {
    readonly class: string;
    readonly label: string;
    readonly id: readonly string[];
    readonly size: readonly number[];
    readonly n: number;
    Data(query: Readonly<Record<string, string>>): Cell;
    Dimension(id: string): Dimension;
  }
  export default function JSONstat(value: unknown): Dataset;
}
