-- Lectern's first schema: the truth (lecture, attendance), what happened (lecture_event) and what is shown (the views).
--
-- What must never be, whatever the code does, is refused here: see the named constraints. Ids of users compare byte by
-- byte (collate "C"), so that neither equality nor order depends on the server's locale.

-- ---------------------------------------------------------------------------------------------------------------------
-- The truth
-- ---------------------------------------------------------------------------------------------------------------------

-- One row a lecture. Whoever changes a lecture locks its row first, and adds one to its version.
--
-- Its counters change with every batch of attends. No index covers them, and the pages are left half empty: so such an
-- update finds room beside the old row, touches no index (HOT), and leaves nothing for a vacuum.
create table lecture (
    id              uuid        not null,
    code            uuid        not null,
    teacher_id      text        not null collate "C",
    idempotency_key text                 collate "C",
    title           text,
    capacity        integer     not null,
    opened_at       timestamptz not null,
    starts_at       timestamptz not null,
    closed_at       timestamptz,
    attending       integer     not null,  -- students who are in now
    last_number     integer     not null,  -- attendance number given last; 0 before the first
    attended        integer     not null,  -- different students who were ever in
    version         bigint      not null,  -- transactions that have changed the lecture since it was opened

    constraint lecture_pk primary key (id),
    constraint lecture_code_is_of_one_lecture unique (code),
    constraint lecture_capacity_in_range check (capacity between 1 and 100000),
    constraint lecture_attending_within_capacity check (attending between 0 and capacity),
    constraint lecture_counters_agree check (attending <= attended and attended <= last_number),
    constraint lecture_starts_when_opened_or_later check (starts_at >= opened_at),
    constraint lecture_version_counts_from_zero check (version >= 0),
    constraint lecture_texts_in_range check (
        char_length(teacher_id) between 1 and 64
        and char_length(idempotency_key) between 1 and 64
        and char_length(title) between 1 and 200)
) with (fillfactor = 50);

create unique index lecture_unclosed_one_per_teacher on lecture (teacher_id) where closed_at is null;

create unique index lecture_key_opens_one_per_teacher on lecture (teacher_id, idempotency_key)
    where idempotency_key is not null;

-- For retention: what was closed longest ago.
create index lecture_by_closing on lecture (closed_at) where closed_at is not null;

-- One row for each student who was ever in a lecture: their latest attendance.
create table attendance (
    lecture_id  uuid        not null,
    student_id  text        not null collate "C",
    number      integer     not null,
    attended_at timestamptz not null,
    left_at     timestamptz,

    constraint attendance_one_per_student primary key (lecture_id, student_id),
    -- The number comes first, so that nobody's attendance is ever looked for through this index.
    constraint attendance_number_given_once unique (number, lecture_id),
    constraint attendance_numbers_from_one check (number >= 1),
    constraint attendance_student_in_range check (char_length(student_id) between 1 and 64),
    constraint attendance_of_lecture foreign key (lecture_id) references lecture (id) on delete cascade
) with (fillfactor = 90);

-- ---------------------------------------------------------------------------------------------------------------------
-- What happened
-- ---------------------------------------------------------------------------------------------------------------------

-- Everything that ever happened to a lecture, in its order: rows are added, and removed only with their lecture. They
-- don't refer to it, since the check would cost as much as the row, and whoever adds some has the lecture locked.
create table lecture_event (
    lecture_id uuid        not null,
    version    bigint      not null,  -- the lecture's version since then; 0 for its opening
    ordinal    integer     not null,  -- 0, 1, 2 … within the transaction
    type       text        not null,
    at         timestamptz not null,
    payload    jsonb       not null,  -- the rest of it, by type

    constraint lecture_event_pk primary key (lecture_id, version, ordinal),
    constraint lecture_event_type_known check (
        type in ('LectureOpened', 'StudentAttended', 'StudentLeft', 'LectureClosed')),
    constraint lecture_event_version_counts_from_zero check (version >= 0),
    constraint lecture_event_ordinal_counts_from_zero check (ordinal >= 0)
);

-- ---------------------------------------------------------------------------------------------------------------------
-- What is shown
-- ---------------------------------------------------------------------------------------------------------------------

-- Both views follow from lecture_event alone and can be made anew from it. They guard nothing and refer to nothing: a
-- view that has gone wrong must not keep a command from being served.

create table lecture_view (
    lecture_id uuid        not null,
    code       uuid        not null,
    teacher_id text        not null collate "C",
    capacity   integer     not null,
    title      text,
    attending  integer     not null,
    opened_at  timestamptz not null,
    starts_at  timestamptz not null,
    closed_at  timestamptz,
    version    bigint      not null,

    constraint lecture_view_pk primary key (lecture_id)
) with (fillfactor = 50);

-- A teacher's lectures, newest first.
create index lecture_view_by_teacher on lecture_view (teacher_id, opened_at desc, lecture_id desc);

-- Those who are in a lecture, and those who have been.
create table attendee_view (
    lecture_id  uuid        not null,
    student_id  text        not null collate "C",
    number      integer     not null,
    attended_at timestamptz not null,
    left_at     timestamptz,           -- null while they are in
    opened_at   timestamptz not null,  -- when the lecture was: a student's lectures are listed by it

    constraint attendee_view_pk primary key (lecture_id, student_id)
);

-- Those who are in, by number.
create index attendee_view_by_number on attendee_view (lecture_id, number) where left_at is null;

-- A student's lectures, newest first.
create index attendee_view_by_student on attendee_view (student_id, opened_at desc, lecture_id desc);
