-- Two releases run side by side during an upgrade. The one before this migration goes on working on the schema after it.

-- Drawn anew by each append. A failover that loses commits leads to the same version numbers again, and never to the same marks.
alter table lecture
    add column mark bigint not null default 0;

-- A newer release logs types of events that an older one does not know, and the other way round no release may know them all. What reads
-- the log leaves alone what it can't read. Rows that are there already passed a stricter check, so they are not checked again.
alter table lecture_event
    drop constraint lecture_event_type_known,
    add constraint lecture_event_type_is_a_name check (type ~ '^[A-Za-z][A-Za-z0-9]{0,63}$') not valid;
