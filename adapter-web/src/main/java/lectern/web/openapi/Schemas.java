package lectern.web.openapi;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;
import lectern.application.port.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/** The schemas of bodies. Each body is a record, and its properties have the schemas of {@link PropertySchemas}. */
final class Schemas {

    private final Map<String, Schema<?>> byName = new TreeMap<>();

    /** All schemas that were requested. */
    Map<String, Schema<?>> all() {
        return byName;
    }

    /** The schema of a response body. Absent properties are left out of such a body. */
    Schema<?> answer(Class<?> record) {
        return reference(record, false);
    }

    /** The schema of a request body. An absent property may also be null in such a body. */
    Schema<?> request(Class<?> record) {
        return reference(record, true);
    }

    private Schema<?> reference(Class<?> record, boolean nullable) {
        var name = record.getSimpleName();
        if (!byName.containsKey(name)) {
            byName.put(name, object(record, nullable));
        }
        return new JsonSchema().$ref("#/components/schemas/" + name);
    }

    static Schema<?> object(Map<String, Schema<?>> properties) {
        var object = new JsonSchema();
        object.addType("object");
        object.setAdditionalProperties(false);
        properties.forEach(object::addProperty);
        return object;
    }

    static Schema<?> array(String description, Schema<?> items) {
        var array = new JsonSchema();
        array.addType("array");
        array.setDescription(description);
        array.setItems(items);
        return array;
    }

    private Schema<?> object(Class<?> record, boolean nullable) {
        var object = object(Map.of());
        for (var component : record.getRecordComponents()) {
            if (component.getType() == IdempotencyKey.class) {
                continue; // The key is sent as a header.
            }
            var property = property(component);
            object.addProperty(component.getName(), property);
            if (!isOptional(component)) {
                object.addRequiredItem(component.getName());
            } else if (nullable) {
                property.addType("null");
            }
        }
        return object;
    }

    private Schema<?> property(RecordComponent component) {
        var property = PropertySchemas.of(component.getName());
        return component.getGenericType() instanceof ParameterizedType list
                ? array(property.getDescription(), reference((Class<?>) list.getActualTypeArguments()[0], false))
                : property;
    }

    private static boolean isOptional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
