package lectern.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import lectern.application.query.AttendeeView;
import lectern.application.query.ListedLecture;
import lectern.application.query.RoomView;
import lectern.domain.CapacityChanged;
import lectern.domain.LectureClosed;
import lectern.domain.LectureOpened;
import lectern.domain.LectureStatus;
import lectern.domain.StudentAttended;
import lectern.domain.StudentLeft;
import org.jspecify.annotations.Nullable;
import org.mapstruct.Mapper;
import org.mapstruct.Mapping;
import org.mapstruct.ReportingPolicy;
import org.mapstruct.factory.Mappers;

/** Maps events and views to the bodies that the contract defines for the answers to commands and queries. */
@Mapper(unmappedTargetPolicy = ReportingPolicy.ERROR)
interface ResponseMapper {

    ResponseMapper RESPONSES = Mappers.getMapper(ResponseMapper.class);

    @Mapping(target = "lectureId", source = "event.lecture.value")
    @Mapping(target = "lectureCode", source = "event.code.value")
    @Mapping(target = "maxStudents", source = "event.capacity.seats")
    @Mapping(target = "title", source = "event.title.value")
    @Mapping(target = "status", expression = "java(event.status())")
    @Mapping(target = "openedAt", source = "event.at")
    Opened opened(LectureOpened event, String roomId);

    @Mapping(target = "lectureId", source = "event.lecture.value")
    @Mapping(target = "studentId", source = "event.student.id.value")
    @Mapping(target = "attendedAt", source = "event.at")
    Attended attended(StudentAttended event, String roomId);

    @Mapping(target = "lectureId", source = "lecture.value")
    @Mapping(target = "studentId", source = "student.id.value")
    @Mapping(target = "leftAt", source = "at")
    Left left(StudentLeft event);

    @Mapping(target = "lectureId", source = "lecture.value")
    @Mapping(target = "maxStudents", source = "capacity.seats")
    CapacityOf capacity(CapacityChanged event);

    @Mapping(target = "lectureId", source = "lecture.value")
    @Mapping(target = "status", constant = "CLOSED")
    @Mapping(target = "closedAt", source = "at")
    Closed closed(LectureClosed event);

    @Mapping(target = "lectureId", source = "view.lecture.id.value")
    @Mapping(target = "lectureCode", source = "view.lecture.code.value")
    @Mapping(target = "title", source = "view.lecture.title.value")
    @Mapping(target = "teacherId", source = "view.lecture.teacher.id.value")
    @Mapping(target = "maxStudents", source = "view.lecture.capacity.seats")
    @Mapping(target = "attending", source = "view.lecture.attending")
    @Mapping(target = "openedAt", source = "view.lecture.openedAt")
    @Mapping(target = "startsAt", source = "view.lecture.startsAt")
    @Mapping(target = "closedAt", source = "view.lecture.closedAt")
    @Mapping(target = "attendees", source = "view.attendees.items")
    Room room(RoomView view, @Nullable String nextPageToken);

    @Mapping(target = "lectureId", source = "listed.lecture.id.value")
    @Mapping(target = "lectureCode", source = "listed.lecture.code.value")
    @Mapping(target = "title", source = "listed.lecture.title.value")
    @Mapping(target = "teacherId", source = "listed.lecture.teacher.id.value")
    @Mapping(target = "maxStudents", source = "listed.lecture.capacity.seats")
    @Mapping(target = "attending", source = "listed.lecture.attending")
    @Mapping(target = "openedAt", source = "listed.lecture.openedAt")
    @Mapping(target = "startsAt", source = "listed.lecture.startsAt")
    @Mapping(target = "closedAt", source = "listed.lecture.closedAt")
    Listed listed(ListedLecture listed, String roomId);

    List<Attendee> attendees(List<AttendeeView> views);

    @Mapping(target = "studentId", source = "student.id.value")
    Attendee attendee(AttendeeView view);

    record Opened(
            UUID lectureId,
            UUID lectureCode,
            String roomId,
            LectureStatus status,
            int maxStudents,
            @Nullable String title,
            Instant startsAt,
            Instant openedAt) {}

    record Attended(UUID lectureId, String roomId, String studentId, int number, Instant attendedAt) {}

    record Left(UUID lectureId, String studentId, Instant leftAt) {}

    record CapacityOf(UUID lectureId, int maxStudents, int attending) {}

    record Closed(UUID lectureId, LectureStatus status, Instant closedAt, int attended) {}

    record Attendee(String studentId, int number, Instant attendedAt) {}

    record Room(
            UUID lectureId,
            @Nullable UUID lectureCode,
            @Nullable String title,
            String teacherId,
            LectureStatus status,
            int maxStudents,
            int attending,
            Instant openedAt,
            Instant startsAt,
            @Nullable Instant closedAt,
            List<Attendee> attendees,
            @Nullable String nextPageToken) {}

    record Listed(
            UUID lectureId,
            @Nullable UUID lectureCode,
            String roomId,
            @Nullable String title,
            String teacherId,
            LectureStatus status,
            int maxStudents,
            int attending,
            Instant openedAt,
            Instant startsAt,
            @Nullable Instant closedAt) {}

    record Attendees(List<Attendee> attendees, @Nullable String nextPageToken) {}

    record Lectures(List<Listed> lectures, @Nullable String nextPageToken) {}
}
