-- Keeps what was decided on lectures, of each lecture all or nothing: only if it still is as it was when that was decided, and nobody
-- has it locked. Returns the lectures of which it was kept. One statement, and so one transaction even without a beginning and an end.
--
-- {0} a lecture and {1} a student who had no attendance in it, for each that nobody has looked up
-- {2} lectures as they were found: {3} version, {4} attending, {5} last number, {6} attended; none of them closed
-- {7} their versions from now on, {8} attending, {9} last numbers, {10} attended, {11} closed at, or null
-- {12} a lecture and {13} a student whose attendance has changed, {14} its number, {15} attended at, {16} left at, or null
-- {17} more parts of the statement, each with a comma before it: what follows from what was kept

with seen as materialized (
    select unseen.lecture_id
    from unnest({0}, {1}) as unseen (lecture_id, student_id)
    join attendance on attendance.lecture_id = unseen.lecture_id and attendance.student_id = unseen.student_id
),
held as materialized (
    select decided.id, decided.new_version, decided.new_attending, decided.new_last_number, decided.new_attended, decided.closed_at
    from unnest({2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}, {11}) as decided (
        id, version, attending, last_number, attended, new_version, new_attending, new_last_number, new_attended, closed_at)
    join lecture on lecture.id = decided.id and lecture.closed_at is null
        and lecture.version = decided.version and lecture.attending = decided.attending
        and lecture.last_number = decided.last_number and lecture.attended = decided.attended
    where not exists (select from seen where seen.lecture_id = decided.id)
    for no key update of lecture skip locked
),
kept as (
    update lecture
    set version = held.new_version, attending = held.new_attending, last_number = held.new_last_number,
        attended = held.new_attended, closed_at = held.closed_at
    from held
    where lecture.id = held.id
),
attended as (
    insert into attendance (lecture_id, student_id, number, attended_at, left_at)
    select *
    from unnest({12}, {13}, {14}, {15}, {16}) as changed (lecture_id, student_id, number, attended_at, left_at)
    where lecture_id = any (array(select id from held))
    on conflict (lecture_id, student_id) do update
    set number = excluded.number, attended_at = excluded.attended_at, left_at = excluded.left_at
){17}
select id from held
