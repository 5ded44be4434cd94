/** A step of the database's shape. Never changed once it has shipped: a new step is added after it. */
export interface Migration {
  /** `0001_service`: also the name of the file D1 applies. */
  readonly name: string;
  readonly statements: readonly string[];
}
