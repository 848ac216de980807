// Tests that share one Gatehouse: an account for each, deleted also after a failure. Where the server is, GATEHOUSE_URL and
// GATEHOUSE_RESET_TOKEN say.
package gatehouse_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/smithy-go"
)

type account struct {
	AccountID       string `json:"accountId"`
	AccessKeyID     string `json:"accessKeyId"`
	SecretAccessKey string `json:"secretAccessKey"`
}

func call(t *testing.T, method, path string, answer any) {
	t.Helper()
	request, err := http.NewRequest(method, os.Getenv("GATEHOUSE_URL")+"/_gatehouse/"+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("GATEHOUSE_RESET_TOKEN"))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Fatalf("%s %s: %s", method, path, response.Status)
	}
	if err := json.NewDecoder(response.Body).Decode(answer); err != nil {
		t.Fatal(err)
	}
}

// newAccount makes an account for this test and a client of its root user.
func newAccount(t *testing.T) (account, *iam.Client) {
	t.Helper()
	var made account
	call(t, http.MethodPost, "accounts", &made)
	t.Cleanup(func() { call(t, http.MethodDelete, "accounts/"+made.AccountID, &struct{}{}) })
	return made, newClient(made.AccessKeyID, made.SecretAccessKey)
}

func newClient(keyID, secret string) *iam.Client {
	return iam.New(iam.Options{
		BaseEndpoint: aws.String(os.Getenv("GATEHOUSE_URL")),
		Region:       "us-east-1",
		Credentials:  credentials.NewStaticCredentialsProvider(keyID, secret, ""),
	})
}

func TestCreatesAUser(t *testing.T) {
	t.Parallel()
	made, client := newAccount(t)
	created, err := client.CreateUser(context.Background(), &iam.CreateUserInput{UserName: aws.String("maria")})
	if err != nil {
		t.Fatal(err)
	}
	if want := "arn:aws:iam::" + made.AccountID + ":user/maria"; *created.User.Arn != want {
		t.Errorf("got %s, want %s", *created.User.Arn, want)
	}
}

func TestANewUserMayDoNothing(t *testing.T) {
	t.Parallel()
	_, root := newAccount(t)
	name := aws.String("maria")
	if _, err := root.CreateUser(context.Background(), &iam.CreateUserInput{UserName: name}); err != nil {
		t.Fatal(err)
	}
	key, err := root.CreateAccessKey(context.Background(), &iam.CreateAccessKeyInput{UserName: name})
	if err != nil {
		t.Fatal(err)
	}
	maria := newClient(*key.AccessKey.AccessKeyId, *key.AccessKey.SecretAccessKey)
	_, err = maria.ListUsers(context.Background(), &iam.ListUsersInput{})
	var refused smithy.APIError
	if !errors.As(err, &refused) || refused.ErrorCode() != "AccessDenied" {
		t.Errorf("got %v, want AccessDenied", err)
	}
}

// Tests that run at the same time may all have a user of the same name.
func TestAccountsAreApart(t *testing.T) {
	for n := range 8 {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			_, client := newAccount(t)
			if _, err := client.CreateUser(context.Background(), &iam.CreateUserInput{UserName: aws.String("maria")}); err != nil {
				t.Fatal(err)
			}
			listed, err := client.ListUsers(context.Background(), &iam.ListUsersInput{})
			if err != nil {
				t.Fatal(err)
			}
			if len(listed.Users) != 1 {
				t.Errorf("got %d users, want 1", len(listed.Users))
			}
		})
	}
}
