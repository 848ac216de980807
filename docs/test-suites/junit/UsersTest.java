import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;

class UsersTest {
  // Not static: JUnit makes an instance of the class, and so an account, for each test.
  @RegisterExtension final GatehouseAccount account = new GatehouseAccount();

  private IamClient iam() {
    var keys = AwsBasicCredentials.create(account.accessKeyId(), account.secretAccessKey());
    return IamClient.builder().endpointOverride(URI.create(GatehouseAccount.URL)).region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(keys)).build();
  }

  @Test
  void createsAUser() {
    var user = iam().createUser(request -> request.userName("maria")).user();
    assertEquals("arn:aws:iam::" + account.id() + ":user/maria", user.arn());
  }
}
