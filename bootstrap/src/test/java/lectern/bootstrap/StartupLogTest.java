package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.mock.env.MockEnvironment;

class StartupLogTest {

    @ParameterizedTest
    @CsvSource({
        ",            ,       /,    false, http://localhost:3001",
        ",            /rooms, /,    false, http://localhost:3001/rooms",
        ",            /rooms, /api, false, http://localhost:3001/rooms/api",
        ",            ,       /,    true,  https://localhost:3001",
        "127.0.0.1,   ,       /,    false, http://localhost:3001",
        "::1,         ,       /,    false, http://localhost:3001",
        "0.0.0.0,     ,       /,    false, http://localhost:3001",
        "::,          ,       /,    false, http://localhost:3001",
        "127.0.0.2,   ,       /,    false, http://127.0.0.2:3001",
        "192.0.2.7,   /rooms, /,    true,  https://192.0.2.7:3001/rooms",
        "2001:db8::7, ,       /,    false, http://[2001:db8:0:0:0:0:0:7]:3001"
    })
    void saysWhereToFindTheService(
            @Nullable String address, @Nullable String contextPath, String servletPath, boolean tls, String announced)
            throws UnknownHostException {
        var server = new ServerProperties();
        if (address != null) {
            server.setAddress(InetAddress.getByName(address));
        }
        server.getServlet().setContextPath(contextPath);
        if (tls) {
            server.setSsl(new Ssl());
        }
        var environment = new MockEnvironment().withProperty("local.server.port", "3001");

        assertThat(new StartupLog(environment, server, () -> servletPath).address())
                .isEqualTo(announced);
    }
}
