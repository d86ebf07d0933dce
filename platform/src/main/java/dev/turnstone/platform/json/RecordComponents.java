package dev.turnstone.platform.json;

import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record's components are required, unless they are {@code @Nullable}, an {@code Optional} or a collection. */
final class RecordComponents extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
        if (member instanceof AnnotatedParameter parameter
                && parameter.getOwner().getMember() instanceof Constructor<?> constructor
                && constructor.getDeclaringClass().isRecord()) {
            var declared = constructor.getParameters()[parameter.getIndex()];
            Class<?> type = declared.getType();
            boolean mayBeAbsent = type == Optional.class
                    || List.class.isAssignableFrom(type)
                    || Map.class.isAssignableFrom(type)
                    || Arrays.stream(declared.getAnnotatedType().getAnnotations())
                            .anyMatch(each -> each.annotationType() == Nullable.class);
            return !mayBeAbsent;
        }
        return super.hasRequiredMarker(member);
    }
}
