import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives each test an account of its own on the server that GATEHOUSE_URL and GATEHOUSE_RESET_TOKEN name, and deletes it afterwards. */
public final class GatehouseAccount implements BeforeEachCallback, AfterEachCallback {
  public static final String URL = System.getenv("GATEHOUSE_URL");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\":\"([^\"]*)\"");
  private Map<String, String> made;

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    made = MEMBER.matcher(call("POST", "accounts")).results()
        .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    call("DELETE", "accounts/" + id());
  }

  public String id() {
    return made.get("accountId");
  }

  /** Of the account's root user. */
  public String accessKeyId() {
    return made.get("accessKeyId");
  }

  public String secretAccessKey() {
    return made.get("secretAccessKey");
  }

  private static String call(String method, String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(URL + "/_gatehouse/" + path))
        .header("Authorization", "Bearer " + System.getenv("GATEHOUSE_RESET_TOKEN"))
        .method(method, HttpRequest.BodyPublishers.noBody()).build();
    var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) throw new IllegalStateException(response.body());
    return response.body();
  }
}
