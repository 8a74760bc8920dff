-- Finds what the service needs and the tables on the search path lack: one row for each fault, none if there are no faults.
-- Additional tables, columns and indexes are no faults, as a newer version may have added them.
--
-- {0} a table, {1} a column and {2} its type, for each column
-- {3} a table and {4} a unique index, for each unique index
-- {5} a table and {6} a right, for each right that the role needs
-- {7} whether rows are added: then an additional column is a fault if it is not null and has no default

with columns as (
    select to_regclass(name) as id, name, column_name, type from unnest({0}, {1}, {2}) as it (name, column_name, type)
), tables as (
    select distinct id, name from columns
)
select 'there is no table ' || name || ' in ' || coalesce(nullif(array_to_string(current_schemas(false), ', '), ''), 'its search path') as fault
from tables
where id is null
union all
select name || ' is no table'
from tables join pg_class on oid = id
where relkind not in ('r', 'p')
union all
select name || ' has no column ' || column_name
from columns
where id is not null and not exists (
    select from pg_attribute where attrelid = id and attname = column_name and attnum > 0 and not attisdropped)
union all
select name || '.' || column_name || ' is of type ' || format_type(atttypid, atttypmod) || ' instead of ' || type
from columns join pg_attribute on attrelid = id and attname = column_name and attnum > 0 and not attisdropped
where atttypid <> type::regtype
union all
select name || ' has a column ' || attname || ' that this version of Lectern does not fill'
from tables join pg_attribute on attrelid = id and attnum > 0 and not attisdropped
where {7} and attnotnull and not atthasdef and attidentity = '' and not exists (
    select from columns where columns.id = attrelid and column_name = attname)
union all
select name || ' has no unique index ' || index_name
from unnest({3}, {4}) as it (name, index_name)
where to_regclass(name) is not null and not exists (
    select from pg_index join pg_class on oid = indexrelid
    where indrelid = to_regclass(name) and relname = index_name and indisunique and indisvalid)
union all
select 'row security hides rows of ' || name || ' from the role ' || current_user
from tables
where id is not null and row_security_active(id)
union all
select 'the role ' || current_user || ' has no right to ' || lower(required) || ' on ' || name
from unnest({5}, {6}) as it (name, required)
where to_regclass(name) is not null and not case required
    when 'DELETE' then has_table_privilege(to_regclass(name), required)
    else has_any_column_privilege(to_regclass(name), required)
end
