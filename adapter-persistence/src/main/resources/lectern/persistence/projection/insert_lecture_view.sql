-- Adds the view of a lecture that was opened.
--
-- {0} lecture, {1} code, {2} teacher, {3} capacity, {4} title, or null, {5} opened at, {6} starts at

insert into lecture_view (lecture_id, code, teacher_id, capacity, title, attending, opened_at, starts_at, version)
values ({0}, {1}, {2}, {3}, {4}, 0, {5}, {6}, 0)
