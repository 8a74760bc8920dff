-- Selects pages of the students who are in lectures, by number. Pages are counted from 1.
--
-- {0} a lecture, {1} the number before the first one, and {2} how many at most, for each page

select asked.page::int as page, attendee.student_id, attendee.number, attendee.attended_at
from unnest({0}, {1}, {2}) with ordinality as asked (lecture_id, after, most, page)
cross join lateral (
    select student_id, number, attended_at
    from attendee_view
    where attendee_view.lecture_id = asked.lecture_id and left_at is null and number > asked.after
    order by number
    limit asked.most
) attendee
