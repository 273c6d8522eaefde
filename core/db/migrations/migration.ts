/** One step of the schema. Numbers grow by tens, so that a step can be put between two; a landed step never changes. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}
