-- DropIndex
DROP INDEX "Event_accountId_principalArn_id_idx";
