/** The lists of psql's `\d` family. `$1` and `$2` are the patterns of schema and name; empty ones match what psql shows by itself. */
export interface ListQuestion {
  readonly title: string;
  readonly sql: string;
  /** Psql prints no row count below this one. */
  readonly withoutCount?: boolean;
}

export type ListKind =
  | "relations"
  | "tables"
  | "indexes"
  | "views"
  | "sequences"
  | "schemas"
  | "functions"
  | "roles"
  | "databases"
  | "extensions";

export function listQuestion(kind: ListKind, isVerbose: boolean): ListQuestion {
  switch (kind) {
    case "relations":
      return relations("rpvmSsf", isVerbose);
    case "tables":
      return relations("rp", isVerbose);
    case "indexes":
      return relations("iI", isVerbose);
    case "views":
      return relations("v", isVerbose);
    case "sequences":
      return relations("S", isVerbose);
    case "schemas":
      return schemas;
    case "functions":
      return functions;
    case "roles":
      return roles;
    case "databases":
      return databases;
    case "extensions":
      return extensions;
  }
}

const types = `case c.relkind when 'r' then 'table' when 'v' then 'view' when 'm' then 'materialized view' when 'i' then 'index'
  when 'S' then 'sequence' when 'f' then 'foreign table' when 'p' then 'partitioned table' when 'I' then 'partitioned index' end`;

function relations(kinds: string, isVerbose: boolean): ListQuestion {
  const wanted = [...kinds].map((kind) => `'${kind}'`).join(", ");
  const isIndexes = kinds === "iI";
  return {
    title: "List of relations",
    sql: `select n.nspname as "Schema", c.relname as "Name", ${types} as "Type", pg_get_userbyid(c.relowner) as "Owner"
      ${isIndexes ? ', t.relname as "Table"' : ""}
      ${isVerbose ? `, pg_size_pretty(pg_table_size(c.oid)) as "Size", obj_description(c.oid, 'pg_class') as "Description"` : ""}
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      ${isIndexes ? "left join pg_index i on i.indexrelid = c.oid left join pg_class t on t.oid = i.indrelid" : ""}
    where c.relkind in (${wanted})
      and case when $2 = '' then pg_table_is_visible(c.oid) and n.nspname <> 'pg_catalog' and n.nspname !~ '^pg_toast'
          and n.nspname <> 'information_schema'
        else c.relname ~ $2 and case when $1 = '' then pg_table_is_visible(c.oid) else n.nspname ~ $1 end end
    order by 1, 2`,
  };
}

const schemas: ListQuestion = {
  title: "List of schemas",
  sql: `select n.nspname as "Name", pg_get_userbyid(n.nspowner) as "Owner" from pg_namespace n
    where $1 = '' and case when $2 = '' then n.nspname !~ '^pg_' and n.nspname <> 'information_schema' else n.nspname ~ $2 end
    order by 1`,
};

const functions: ListQuestion = {
  title: "List of functions",
  sql: `select n.nspname as "Schema", p.proname as "Name", pg_get_function_result(p.oid) as "Result data type",
      pg_get_function_arguments(p.oid) as "Argument data types",
      case p.prokind when 'a' then 'agg' when 'w' then 'window' when 'p' then 'proc' else 'func' end as "Type"
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where case when $2 = '' then pg_function_is_visible(p.oid) and n.nspname not in ('pg_catalog', 'information_schema')
      else p.proname ~ $2 and case when $1 = '' then pg_function_is_visible(p.oid) else n.nspname ~ $1 end end
    order by 1, 2, 4`,
};

const roles: ListQuestion = {
  title: "List of roles",
  withoutCount: true,
  sql: `select r.rolname as "Role name", concat_ws(', ', case when r.rolsuper then 'Superuser' end,
      case when not r.rolinherit then 'No inheritance' end, case when r.rolcreaterole then 'Create role' end,
      case when r.rolcreatedb then 'Create DB' end, case when not r.rolcanlogin then 'Cannot login' end,
      case when r.rolreplication then 'Replication' end, case when r.rolbypassrls then 'Bypass RLS' end,
      case when r.rolconnlimit = 0 then 'No connections'
        when r.rolconnlimit > 0 then r.rolconnlimit || ' connections' end) as "Attributes",
      array(select b.rolname from pg_auth_members m join pg_roles b on m.roleid = b.oid where m.member = r.oid order by 1)
        as "Member of"
    from pg_roles r where $1 = '' and case when $2 = '' then r.rolname !~ '^pg_' else r.rolname ~ $2 end order by 1`,
};

const databases: ListQuestion = {
  title: "List of databases",
  sql: `select d.datname as "Name", pg_get_userbyid(d.datdba) as "Owner", pg_encoding_to_char(d.encoding) as "Encoding",
      d.datcollate as "Collate", d.datctype as "Ctype", array_to_string(d.datacl, E'\\n') as "Access privileges"
    from pg_database d where $1 = '' and ($2 = '' or d.datname ~ $2) order by 1`,
};

const extensions: ListQuestion = {
  title: "List of installed extensions",
  sql: `select e.extname as "Name", e.extversion as "Version", n.nspname as "Schema",
      obj_description(e.oid, 'pg_extension') as "Description"
    from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where $1 = '' and ($2 = '' or e.extname ~ $2) order by 1`,
};
