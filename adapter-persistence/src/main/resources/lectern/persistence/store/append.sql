-- Appends decided events to lectures. For each lecture it appends all or nothing: only if the lecture is still at the version that was
-- decided on, no newcomer has an attendance, and no other transaction has locked it. It never waits for a lecture. It is one statement,
-- and so one transaction.
--
-- Returns a row for each lecture: its new version and mark, if it was appended to. Otherwise the row tells whether the lecture exists,
-- and whether it is unchanged, so that only the lock of another transaction prevented the append.
--
-- {0} a lecture and {1} a student, for each newcomer: a student who was assumed to have no attendance
-- {2} lectures, the {3} versions and {4} marks that were decided on
-- {5} names of the state's columns, {6} an array of new values for each of them, {7} their assignments from "held"
-- {8} a lecture, {9} student, {10} number, {11} attended at, {12} left at, or null, for each first attendance
-- {13} a lecture, {14} student, {15} number, {16} attended at, {17} left at, or null, for each attendance that changes
-- {18} further parts, each with a comma before it: the changes to the log and the views

with decided as materialized (
    select *
    from unnest({2}, {3}, {4}, {6}) as decided (id, version, mark, {5})
),
contradicted as materialized (
    select newcomer.lecture_id
    from unnest({0}, {1}) as newcomer (lecture_id, student_id)
    join attendance on attendance.lecture_id = newcomer.lecture_id and attendance.student_id = newcomer.student_id
),
held as materialized (
    select decided.*
    from decided
    join lecture on lecture.id = decided.id and lecture.version = decided.version and lecture.mark = decided.mark
    where not exists (select from contradicted where contradicted.lecture_id = decided.id)
    for no key update of lecture skip locked
),
updated as (
    update lecture
    set version = held.version + 1, mark = trunc(random() * 9e15)::bigint, {7}
    from held
    where lecture.id = held.id
    returning lecture.id, lecture.version, lecture.mark
),
first_attended as (
    insert into attendance (lecture_id, student_id, number, attended_at, left_at)
    select *
    from unnest({8}, {9}, {10}, {11}, {12}) as first (lecture_id, student_id, number, attended_at, left_at)
    where first.lecture_id = any (array(select id from held))
),
attendance_changed as (
    update attendance
    set number = changed.number, attended_at = changed.attended_at, left_at = changed.left_at
    from unnest({13}, {14}, {15}, {16}, {17}) as changed (lecture_id, student_id, number, attended_at, left_at)
    where attendance.lecture_id = changed.lecture_id and attendance.student_id = changed.student_id
        and changed.lecture_id = any (array(select id from held))
){18}
select decided.id, updated.version, updated.mark, lecture.id is not null as exists,
    coalesce(lecture.version = decided.version and lecture.mark = decided.mark, false)
        and not exists (select from contradicted where contradicted.lecture_id = decided.id) as unchanged
from decided
left join lecture on lecture.id = decided.id
left join updated on updated.id = decided.id
