package lectern.application.command;

/** A command to rebuild the views from the events. */
public record RebuildViews() {}
