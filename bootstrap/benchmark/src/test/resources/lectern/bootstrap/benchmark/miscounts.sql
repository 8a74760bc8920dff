-- Lectures that say of themselves, or are shown with, another count than their attendances have, or that left a number out. Nobody
-- comes back in the benchmark, so a lecture has as many attendances as numbers.

select id as lecture_id, 'miscounted' as fault
from lecture join lecture_view on lecture_id = id
where lecture.attending <> lecture_view.attending
    or lecture.version <> lecture_view.version
    or lecture.attending <> (select count(*) from attendance where lecture_id = id and left_at is null)
    or lecture.last_number <> (select count(*) from attendance where lecture_id = id)

union all

select lecture_id, 'numbers are not dense'
from attendance
group by lecture_id
having min(number) <> 1 or max(number) <> count(*) or count(distinct number) <> count(*)
