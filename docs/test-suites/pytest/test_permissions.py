"""Every test calls its user maria: each is in an account of its own."""

import pytest
from botocore.exceptions import ClientError

MAY_GET_USERS = {"Effect": "Allow", "Action": "iam:GetUser", "Resource": "*"}


def test_a_user_may_do_what_a_policy_allows(account):
    iam = account.client("iam", account.user("maria", MAY_GET_USERS))
    assert iam.get_user()["User"]["Arn"] == f"arn:aws:iam::{account.id}:user/maria"


def test_a_user_may_do_nothing_else(account):
    iam = account.client("iam", account.user("maria", MAY_GET_USERS))
    with pytest.raises(ClientError) as denied:
        iam.create_user(UserName="other")
    assert denied.value.response["Error"]["Code"] == "AccessDenied"


def test_a_denial_goes_before_what_is_allowed(account):
    keys = account.user("maria", MAY_GET_USERS, {**MAY_GET_USERS, "Effect": "Deny"})
    with pytest.raises(ClientError, match="with an explicit deny in an identity-based policy"):
        account.client("iam", keys).get_user()


@pytest.mark.parametrize("number", range(8))
def test_no_test_sees_a_user_but_its_own(iam, number):
    iam.create_user(UserName=f"user-{number}")
    assert [user["UserName"] for user in iam.list_users()["Users"]] == [f"user-{number}"]
