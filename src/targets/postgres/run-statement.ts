import type pg from "pg";

export interface StatementLimits {
  readonly maxRows: number;
  /** Of all values together. */
  readonly maxBytes: number;
  /** Of one value, in characters. What is longer is shortened with its length said. */
  readonly maxValue: number;
}

export interface StatementColumn {
  readonly name: string;
  /** Object id of its type: 23 is int4. */
  readonly type: number;
}

export interface StatementResult {
  /** Empty for a statement that returns no rows. */
  readonly columns: readonly StatementColumn[];
  /** Values as Postgres writes them. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** There were more than the limits allow. */
  readonly isCut: boolean;
  /** A value was longer than the limits allow. */
  readonly isShortened: boolean;
  /** `DELETE 12`, as psql tells it. */
  readonly tag: string;
}

export interface StatementText {
  readonly sql: string;
  /** For `$1`, `$2` … */
  readonly values?: readonly string[] | undefined;
}

/**
 * Runs exactly one statement and keeps its rows as text, in pages, so that a long answer is left at the server. Postgres itself
 * refuses a second statement here. Fails with the error of `pg`.
 */
export function runStatement(
  client: pg.ClientBase,
  statement: StatementText,
  limits: StatementLimits,
): Promise<StatementResult> {
  return new Promise((resolve, reject) => {
    client.query(new Statement(statement, limits, resolve, reject));
  });
}

const pageRows = 100;

/** Speaks the protocol below `pg`'s own queries, which keep every row and read values into objects. */
class Statement implements pg.Submittable {
  private columns: readonly StatementColumn[] = [];
  private readonly rows: (readonly (string | null)[])[] = [];
  private bytes = 0;
  private isCut = false;
  private isShortened = false;
  private tag = "";
  private readonly statement: StatementText;
  private readonly limits: StatementLimits;
  private readonly resolve: (result: StatementResult) => void;
  private readonly reject: (error: unknown) => void;

  constructor(
    statement: StatementText,
    limits: StatementLimits,
    resolve: (result: StatementResult) => void,
    reject: (error: unknown) => void,
  ) {
    this.statement = statement;
    this.limits = limits;
    this.resolve = resolve;
    this.reject = reject;
  }

  submit(connection: pg.Connection): void {
    connection.parse({ name: "", text: this.statement.sql, types: [] }, true);
    connection.bind({ portal: "", statement: "", values: [...(this.statement.values ?? [])] }, true);
    connection.describe({ type: "P", name: "" }, true);
    this.nextPage(connection);
  }

  handleRowDescription(message: {
    readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  }): void {
    this.columns = message.fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }));
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    if (this.isFull()) {
      this.isCut = true;
      return;
    }
    const row = fields.map((value) => (value === null ? null : this.shortened(value)));
    this.rows.push(row);
    for (const value of row) this.bytes += value?.length ?? 0;
  }

  handlePortalSuspended(connection: pg.Connection): void {
    if (!this.isFull()) {
      this.nextPage(connection);
      return;
    }
    this.isCut = true;
    connection.close({ type: "P" }, true);
    connection.sync();
  }

  handleCommandComplete({ text }: { readonly text: string }, connection: pg.Connection): void {
    this.tag = text;
    connection.sync();
  }

  handleEmptyQuery(connection: pg.Connection): void {
    connection.sync();
  }

  // Nothing feeds a COPY, and nothing keeps what one sends.
  handleCopyInResponse(connection: pg.Connection): void {
    connection.stream.destroy();
  }

  handleCopyData(_message: unknown, connection: pg.Connection): void {
    connection.stream.destroy();
  }

  handleError(error: unknown, connection: pg.Connection): void {
    this.reject(error);
    if (connection.stream.writable) connection.sync();
  }

  handleReadyForQuery(): void {
    this.resolve({
      columns: this.columns,
      rows: this.rows,
      isCut: this.isCut,
      isShortened: this.isShortened,
      tag: this.tag,
    });
  }

  private shortened(value: string): string {
    if (value.length <= this.limits.maxValue) return value;
    this.isShortened = true;
    // Through bytes: a slice alone would keep the whole value in memory.
    return `${Buffer.from(value.slice(0, this.limits.maxValue)).toString()}… (${value.length} characters)`;
  }

  private isFull(): boolean {
    return this.rows.length >= this.limits.maxRows || this.bytes >= this.limits.maxBytes;
  }

  private nextPage(connection: pg.Connection): void {
    connection.execute({ portal: "", rows: String(pageRows) }, true);
    connection.flush();
  }
}
