-- CreateTable
CREATE TABLE "OrganizationPolicyVersion" (
    "policyId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "organizationId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT,

    CONSTRAINT "OrganizationPolicyVersion_pkey" PRIMARY KEY ("policyId","number")
);

-- AddForeignKey
ALTER TABLE "OrganizationPolicyVersion" ADD CONSTRAINT "OrganizationPolicyVersion_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "OrganizationPolicy"("id") ON DELETE CASCADE ON UPDATE CASCADE;
