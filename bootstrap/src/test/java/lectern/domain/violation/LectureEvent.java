package lectern.domain.violation;

interface LectureEvent {}
