// A small network with one of nearly everything that AWS kinds of a VPC can say, for tests that need a whole.
export const sample = `Parameters:
  Zone:
    Type: String
    Default: eu-central-1a
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
      Tags: [{ Key: Name, Value: main }]
  More:
    Type: AWS::EC2::VPCCidrBlock
    Properties: { VpcId: !Ref Vpc, CidrBlock: 10.1.0.0/16 }
  Public:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: !Ref Zone, MapPublicIpOnLaunch: true }
  Private:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Vpc, CidrBlock: 10.1.2.0/24, AvailabilityZone: !Ref Zone }
  Gateway:
    Type: AWS::EC2::InternetGateway
  Attachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway }
  PublicTable:
    Type: AWS::EC2::RouteTable
    Properties: { VpcId: !Ref Vpc }
  PublicDefault:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref PublicTable, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway }
  PublicAssociation:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { RouteTableId: !Ref PublicTable, SubnetId: !Ref Public }
  PrivateTable:
    Type: AWS::EC2::RouteTable
    Properties: { VpcId: !Ref Vpc }
  PrivateDefault:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref PrivateTable, DestinationCidrBlock: 0.0.0.0/0, NetworkInterfaceId: !Ref Card }
  PrivateAssociation:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { RouteTableId: !Ref PrivateTable, SubnetId: !Ref Private }
  Web:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref Public, SecurityGroupIds: [!Ref Group] }
  Backend:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref Private, PrivateIpAddress: 10.1.2.10 }
  Card:
    Type: AWS::EC2::NetworkInterface
    Properties: { SubnetId: !Ref Public, SourceDestCheck: false, GroupSet: [!Ref Group] }
  Firewall:
    Type: AWS::EC2::Instance
    Properties:
      SourceDestCheck: false
      NetworkInterfaces: [{ DeviceIndex: "0", NetworkInterfaceId: !Ref Card }]
  Address:
    Type: AWS::EC2::EIP
  AddressOnCard:
    Type: AWS::EC2::EIPAssociation
    Properties: { AllocationId: !GetAtt Address.AllocationId, NetworkInterfaceId: !Ref Card }
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      VpcId: !Ref Vpc
      GroupDescription: web
      SecurityGroupIngress:
        - { IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0 }
        - { IpProtocol: icmp, FromPort: -1, ToPort: -1, SourceSecurityGroupId: !GetAtt Vpc.DefaultSecurityGroup }
`;
