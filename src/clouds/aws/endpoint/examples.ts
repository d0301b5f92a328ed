/** Small whole networks that show what is wrong with an endpoint, and what is right. */

/** Appliances in one VPC, an endpoint in front of them in another. */
export const inspection = ({ service = "${Service}", zone = "eu-west-1a" }) => `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  InspectionVPC:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.254.0.0/16
  InspectionSubnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref InspectionVPC
      CidrBlock: 10.254.1.0/24
      AvailabilityZone: eu-west-1a
  Appliance:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: !Ref InspectionSubnet
      ImageId: ami-00000000000000000
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Type: gateway
      Subnets:
        - !Ref InspectionSubnet
  Appliances:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      VpcId: !Ref InspectionVPC
      Protocol: GENEVE
      Port: 6081
      Targets:
        - Id: !Ref Appliance
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      DefaultActions:
        - Type: forward
          TargetGroupArn: !Ref Appliances
  Service:
    Type: AWS::EC2::VPCEndpointService
    Properties:
      AcceptanceRequired: false
      GatewayLoadBalancerArns:
        - !Ref Balancer
  VPC:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref VPC
      CidrBlock: 10.0.1.0/24
      AvailabilityZone: ${zone}
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref VPC
      VpcEndpointType: GatewayLoadBalancer
      ServiceName: !Sub com.amazonaws.vpce.eu-west-1.${service}
      SubnetIds:
        - !Ref Subnet
`;

/** An interface endpoint whose service's name is to lead to it. */
export const privateNames = (attributes: string) => `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  VPC:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
${attributes}  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref VPC
      CidrBlock: 10.0.1.0/24
      AvailabilityZone: eu-west-1a
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref VPC
      VpcEndpointType: Interface
      ServiceName: com.amazonaws.eu-west-1.ssm
      PrivateDnsEnabled: true
      SubnetIds:
        - !Ref Subnet
`;
