-- What may not be, whoever serves.

select lecture_id, 'overbooked' as fault
from attendance join lecture on lecture.id = lecture_id
where left_at is null
group by lecture_id, capacity
having count(*) > capacity

union all

(
    select lecture_id, 'not shown as it is'
    from (select lecture_id, student_id, number, attended_at, left_at from attendance
          except
          select lecture_id, student_id, number, attended_at, left_at from attendee_view) as missing
    limit 1
)

union all

select lecture_id, 'shows more than there are'
from attendee_view
group by lecture_id
having count(*) <> (select count(*) from attendance where attendance.lecture_id = attendee_view.lecture_id)

union all

select id, 'events and attendances differ'
from lecture
where (select count(*) from attendance where lecture_id = id)
    <> (select count(*) from lecture_event where lecture_id = id and type = 'StudentAttended')
    or (select count(*) from attendance where lecture_id = id and left_at is not null)
    <> (select count(*) from lecture_event where lecture_id = id and type = 'StudentLeft')
