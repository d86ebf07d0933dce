package dev.turnstone.admission.fuzz;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.Optional;

/**
 * Reads messages as the house does: a plain component must be there, an {@code Optional} one may be absent, a list that
 * is absent is empty and holds no null.
 */
final class MessageJson extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    private MessageJson() {}

    static ObjectMapper mapper() {
        return JsonMapper.builder()
                .addModules(new JavaTimeModule(), new Jdk8Module())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .annotationIntrospector(new MessageJson())
                .build();
    }

    @Override
    public Boolean hasRequiredMarker(AnnotatedMember member) {
        Class<?> type = member.getRawType();
        return type != Optional.class && !List.class.isAssignableFrom(type);
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated member) {
        Class<?> type = member.getRawType();
        if (type == Optional.class) {
            return JsonSetter.Value.forContentNulls(Nulls.FAIL);
        }
        return List.class.isAssignableFrom(type)
                ? JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.FAIL)
                : JsonSetter.Value.forValueNulls(Nulls.FAIL);
    }
}
