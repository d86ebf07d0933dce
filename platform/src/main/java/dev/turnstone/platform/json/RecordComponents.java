package dev.turnstone.platform.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a record's components ask of JSON. A plain one must be there and not be null; an {@code Optional} or
 * {@code @Nullable} one may be absent; a collection that is absent is empty, and holds no null.
 */
final class RecordComponents extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    private enum Need {
        REQUIRED,
        MAY_BE_ABSENT,
        EMPTY_WHEN_ABSENT
    }

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
        return need(member).map(need -> need == Need.REQUIRED).orElseGet(() -> super.hasRequiredMarker(member));
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated member) {
        return need(member)
                .map(need -> switch (need) {
                    case REQUIRED -> JsonSetter.Value.forValueNulls(Nulls.FAIL);
                    case MAY_BE_ABSENT -> JsonSetter.Value.forContentNulls(Nulls.FAIL);
                    case EMPTY_WHEN_ABSENT -> JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.FAIL);
                })
                .orElseGet(() -> super.findSetterInfo(member));
    }

    private static Optional<Need> need(Annotated member) {
        if (member instanceof AnnotatedParameter parameter
                && parameter.getOwner().getMember() instanceof Constructor<?> constructor
                && constructor.getDeclaringClass().isRecord()) {
            return Optional.of(need(constructor.getParameters()[parameter.getIndex()]));
        }
        return Optional.empty();
    }

    private static Need need(Parameter declared) {
        Class<?> type = declared.getType();
        if (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
            return Need.EMPTY_WHEN_ABSENT;
        }
        boolean nullable = Arrays.stream(declared.getAnnotatedType().getAnnotations())
                .anyMatch(each -> each.annotationType() == Nullable.class);
        return nullable || type == Optional.class ? Need.MAY_BE_ABSENT : Need.REQUIRED;
    }
}
