-- Lectures that say of themselves, or are shown with, another count than their attendances have.

select id as lecture_id, 'miscounted' as fault
from lecture join lecture_view on lecture_id = id
where lecture.attending <> lecture_view.attending
    or lecture.version <> lecture_view.version
    or lecture.attending <> (select count(*) from attendance where lecture_id = id and left_at is null)
    or lecture.last_number <> (select count(*) from attendance where lecture_id = id)
