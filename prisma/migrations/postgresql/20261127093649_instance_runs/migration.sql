-- CreateTable
CREATE TABLE "InstanceRun" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "instanceId" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "instanceType" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "tags" TEXT NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "from" TIMESTAMP(3) NOT NULL,
    "until" TIMESTAMP(3),

    CONSTRAINT "InstanceRun_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "InstanceRun_accountId_from_idx" ON "InstanceRun"("accountId", "from");

-- CreateIndex
CREATE INDEX "InstanceRun_instanceId_idx" ON "InstanceRun"("instanceId");

-- AddForeignKey
ALTER TABLE "InstanceRun" ADD CONSTRAINT "InstanceRun_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Instances that run count from when they were last started.
INSERT INTO "InstanceRun" ("id", "accountId", "instanceId", "region", "instanceType", "operation", "tags", "startedAt", "from", "until")
SELECT "id", "accountId", "name", "region", "settings"::json->>'instanceType', 'RunInstances', "tags",
  ("settings"::json->>'changedAt')::timestamp, ("settings"::json->>'changedAt')::timestamp, NULL
FROM "Resource" WHERE "service" = 'ec2' AND "type" = 'instance' AND "settings"::json->>'state' = 'running';
