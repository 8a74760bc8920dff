package lectern.application.command;

/** Make the views anew from what has happened. */
public record RebuildViews() {}
