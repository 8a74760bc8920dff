-- Characters that only join others, and the blanks among the hieroglyphs, are invisible as well: see decision 26. This is V2 again, with
-- the longer list, which is the same as in the domain (Text.java) and the contract (PropertySchemas.java).
do $$
declare
    visible constant text := '[^\u0001-\u0020\u007F-\u00A0\u00AD\u034F\u061C\u115F\u1160\u1680\u17B4\u17B5\u180B-\u180F'
        '\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u2D7F\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U0001107F'
        '\U00011A47\U00011A99\U00013430-\U00013442\U00016FE4\U0001BCA0-\U0001BCA3\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]';
begin
    lock table lecture in access exclusive mode;

    with blank as (
        update lecture set title = null where title !~ visible returning id
    ), logged as (
        update lecture_event set payload = payload - 'title'
        from blank
        where lecture_event.lecture_id = blank.id and lecture_event.type = 'LectureOpened'
    )
    update lecture_view set title = null from blank where lecture_view.lecture_id = blank.id;

    alter table lecture drop constraint lecture_title_visible;
    execute format('alter table lecture add constraint lecture_title_visible check (title ~ %L)', visible);
end
$$;
