package dev.turnstone.hub.broker;

import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.auth.parameter.TopicPermission;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.packets.auth.DefaultAuthorizationBehaviour;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import dev.turnstone.platform.identity.Identity;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in whoever the venue's authority has certified, under the certificate's common name, with the
 * rights of {@link TopicRules} and no others.
 *
 * <p>The client identifier that a client asks for is replaced by its common name: else one device could
 * push another off the broker by taking its identifier.
 */
final class DeviceAccess implements ExtensionMain, SimpleAuthenticator {
    private static final Logger log = LoggerFactory.getLogger(DeviceAccess.class);

    private final TopicRules rules;
    private final Predicate<X509Certificate> admitted;

    DeviceAccess(TopicRules rules, Predicate<X509Certificate> admitted) {
        this.rules = rules;
        this.admitted = admitted;
    }

    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
        Services.interceptorRegistry().setConnectInboundInterceptorProvider(provider -> (connect, answer) -> {
            String name = commonName(connect.getConnectionInformation()).orElse("");
            if (TopicRules.isName(name)) {
                answer.getConnectPacket().setClientId(name);
                answer.getConnectPacket().setUserName(name);
            }
        });
        Services.securityRegistry().setAuthenticatorProvider(provider -> this);
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {}

    @Override
    public void onConnect(SimpleAuthInput connect, SimpleAuthOutput answer) {
        Optional<X509Certificate> certificate = certificate(connect.getConnectionInformation());
        String name = certificate.flatMap(Identity::commonName).orElse("");
        if (!TopicRules.isName(name)) {
            log.warn("refused an MQTT connection: its certificate's name is not a device's");
            answer.failAuthentication(ConnackReasonCode.NOT_AUTHORIZED);
            return;
        }
        if (!certificate.filter(admitted).isPresent()) {
            log.warn("refused an MQTT connection of {}: its certificate was revoked", name);
            answer.failAuthentication(ConnackReasonCode.BANNED);
            return;
        }
        var permissions = answer.getDefaultPermissions();
        permissions.clear();
        permissions.setDefaultBehaviour(DefaultAuthorizationBehaviour.DENY);
        for (TopicRules.Right right : rules.of(name)) {
            permissions.add(permission(right));
        }
        answer.authenticateSuccessfully();
    }

    private static TopicPermission permission(TopicRules.Right right) {
        return Builders.topicPermission()
                .topicFilter(right.filter())
                .activity(
                        switch (right.activity()) {
                            case PUBLISH -> TopicPermission.MqttActivity.PUBLISH;
                            case SUBSCRIBE -> TopicPermission.MqttActivity.SUBSCRIBE;
                        })
                .type(TopicPermission.PermissionType.ALLOW)
                .build();
    }

    private static Optional<X509Certificate> certificate(ConnectionInformation connection) {
        return connection.getClientTlsInformation().flatMap(tls -> tls.getClientCertificate());
    }

    private static Optional<String> commonName(ConnectionInformation connection) {
        return certificate(connection).flatMap(Identity::commonName);
    }
}
